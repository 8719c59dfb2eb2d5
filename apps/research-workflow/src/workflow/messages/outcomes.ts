import type { ContentProcessingCompleted, TaskCompleted } from '@edda/event-schemas';
import type { StepOutcome } from '@edda/sagas';

/** What an import has come to; a text that is there in part counts as read. */
export function contentOutcome({ contentId, status, reason }: ContentProcessingCompleted): StepOutcome {
  if (status !== 'failed') return { ok: true, result: { contentId } };
  return { ok: false, failure: reason ?? { code: 'CONTENT.FAILED', detail: 'No reason was given.' } };
}

/** What a task has come to. */
export function taskOutcome({ taskId, status, result, reason }: TaskCompleted): StepOutcome {
  if (status === 'completed') return { ok: true, result };
  return {
    ok: false,
    failure: reason ?? { code: `TASK.${status.toUpperCase()}`, detail: `Task ${taskId} was ${status}.` },
  };
}
