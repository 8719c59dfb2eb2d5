import { CancelTask, message, RequestTask, type AgentType } from '@edda/event-schemas';
import type { Execution, StepCommand } from '@edda/sagas';

/** A task for an agent; its outcome comes back under the task's id. */
export function requestTask(
  { id: taskId }: Execution,
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
export function cancelTask({ id: taskId }: Execution, reason: string): StepCommand {
  return { message: message(CancelTask, { taskId, reason }), key: `task-${taskId}` };
}
