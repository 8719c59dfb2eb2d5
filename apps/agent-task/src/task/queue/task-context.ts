import { withContext } from '@edda/kernel';
import type { QueueEntry } from './queue-entry.entity.js';

/** Which action a task belongs to, and which event of it came last. */
export type TaskOrigin = Pick<QueueEntry, 'tenantId' | 'userId' | 'correlationId' | 'traceparent' | 'lastEventId'>;

/**
 * Runs `work` on behalf of those who asked for the task, whoever calls: a worker's request or a timer has a correlation
 * of its own, which would tear the chain from the question to the answer.
 */
export function inTaskContext<T>(origin: TaskOrigin, work: () => T): T {
  const { tenantId, userId, correlationId, traceparent, lastEventId } = origin;
  return withContext(
    { service: 'agent-task', tenantId, userId, correlationId, traceparent, causationId: lastEventId },
    work,
  );
}
