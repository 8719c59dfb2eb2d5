import { CancelTask, message, RequestTask, type AgentType } from '@edda/event-schemas';
import type { StepCommand, StepOutcome } from '@edda/sagas';

/** A task for an agent; its outcome comes back under the task's id. */
export function requestTask(
  taskId: string,
  taskType: string,
  agentType: AgentType,
  payload: Record<string, unknown>,
): StepCommand {
  return {
    message: message(RequestTask, {
      taskId,
      taskType,
      agentType,
      priority: 'normal',
      payload,
      expectedDuration: 10_000,
    }),
    key: `task-${taskId}`,
  };
}

/** Calls off a task that nobody waits for any more. */
export function cancelTask(taskId: string, reason: string): StepCommand {
  return { message: message(CancelTask, { taskId, reason }), key: `task-${taskId}` };
}

/** The results of tasks of which none may fail, or the first failure. */
export function resultsOf<T>(
  outcomes: readonly StepOutcome[],
): { results: T[] } | { failure: { code: string; detail: string } } {
  const results: T[] = [];
  for (const outcome of outcomes) {
    if (!outcome.ok) return { failure: outcome.failure };
    results.push(outcome.result as T);
  }
  return { results };
}
