import type { AgentType } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';

/** The kinds of task there are, and the kind of agent that takes each. */
export const TASK_TYPES = {
  plan: 'coordinator',
  gather: 'researcher',
  analyse: 'analyzer',
  write: 'creator',
  review: 'reviewer',
} as const satisfies Record<string, AgentType>;

export type TaskType = keyof typeof TASK_TYPES;

/** @throws EddaError `TASK.UNKNOWN_TYPE`, `TASK.AGENT_TYPE_MISMATCH` */
export function assertTaskType(taskType: string, agentType: AgentType): asserts taskType is TaskType {
  if (!Object.hasOwn(TASK_TYPES, taskType)) {
    throw new EddaError(
      'invalid',
      'TASK.UNKNOWN_TYPE',
      `No agent knows the task type "${taskType}": use one of ${Object.keys(TASK_TYPES).join(', ')}.`,
    );
  }
  const expected = TASK_TYPES[taskType as TaskType];
  if (agentType !== expected) {
    throw new EddaError(
      'invalid',
      'TASK.AGENT_TYPE_MISMATCH',
      `A task of type "${taskType}" is for an agent of type ${expected}, not ${agentType}.`,
    );
  }
}
