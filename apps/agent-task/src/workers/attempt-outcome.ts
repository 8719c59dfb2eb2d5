import type { FailureReason } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import type { TaskResult } from '../task/domain/task.js';
import { ContentAwayError } from './documents/content-away.error.js';

/** What came of a try at a task. */
export type AttemptOutcome =
  | { kind: 'completed'; result: TaskResult }
  | { kind: 'failed'; reason: FailureReason; retryable: boolean }
  /** Nothing can be said about the task: a service that it needs is away, or this one goes away. */
  | { kind: 'released'; reason: FailureReason; because: 'unavailable' | 'shutdown' };

const SHUTDOWN: FailureReason = { code: 'WORKER.SHUTDOWN', detail: 'The worker was shut down while it held the task.' };

/** What an error means for the task it came up with. */
export function outcomeOf(error: unknown, stopping: AbortSignal): AttemptOutcome {
  if (stopping.aborted) return { kind: 'released', reason: SHUTDOWN, because: 'shutdown' };
  if (!(error instanceof EddaError)) {
    const detail = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', reason: { code: 'WORKER.FAILED', detail }, retryable: true };
  }
  const reason = { code: error.code, detail: error.message };
  // No fault of the task: however long the service stays away, no attempt is used up by it.
  if (error instanceof ContentAwayError) return { kind: 'released', reason, because: 'unavailable' };
  return { kind: 'failed', reason, retryable: error.retryable };
}
