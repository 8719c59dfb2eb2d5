import { EddaError } from '@edda/kernel';
import type { TaskState } from './task-state.js';

export const TASK_NOT_FOUND = 'TASK.NOT_FOUND';
export const TASK_NOT_ASSIGNED = 'TASK.NOT_ASSIGNED';
export const TASK_LEASE_LOST = 'TASK.LEASE_LOST';
export const TASK_BUSY = 'TASK.BUSY';

/** Which attempt of which agent speaks. */
export interface Holder {
  agentId: string;
  /** The number of the attempt, as the claim answered it. */
  fence: number;
}

export function taskNotFound(taskId: string): EddaError {
  return new EddaError('not-found', TASK_NOT_FOUND, `There is no task with the id "${taskId}".`);
}

export function taskNotAssigned(taskId: string, { agentId }: Holder): EddaError {
  return new EddaError(
    'conflict',
    TASK_NOT_ASSIGNED,
    `Task ${taskId} was never assigned to agent "${agentId}" under this fence: claim it first.`,
  );
}

/** The task has gone on without this attempt: whatever it has made must be thrown away. */
export function leaseLost(taskId: string, { agentId, fence }: Holder, state: TaskState): EddaError {
  const now =
    state.status === 'assigned'
      ? `agent "${state.agentId}" holds it with fence ${state.attempts}`
      : `it is ${state.status}`;
  return new EddaError(
    'conflict',
    TASK_LEASE_LOST,
    `Agent "${agentId}" does not hold task ${taskId} with fence ${fence} any more: ${now}. Drop the work and claim another.`,
  );
}

export function payloadTooLarge(taskId: string, bytes: number, limit: number): EddaError {
  return new EddaError(
    'too-large',
    'TASK.PAYLOAD_TOO_LARGE',
    `The payload of task ${taskId} takes ${bytes} bytes, at most ${limit} fit: send references instead of texts.`,
  );
}

export function invalidDeadline(taskId: string, deadline: string): EddaError {
  return new EddaError(
    'invalid',
    'TASK.INVALID_DEADLINE',
    `The deadline of task ${taskId} is "${deadline}": give a time such as 2026-01-31T12:00:00Z.`,
  );
}

export function taskBusy(what: string): EddaError {
  return new EddaError('unavailable', TASK_BUSY, `${what} kept changing while it was written: try again.`);
}
