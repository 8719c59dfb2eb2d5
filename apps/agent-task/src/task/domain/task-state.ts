import {
  TaskAssigned,
  TaskCompleted,
  TaskQueued,
  type AgentType,
  type FailureReason,
  type TaskOutcome,
  type TaskPriority,
} from '@edda/event-schemas';
import { Evolver } from '@edda/event-store';
import { TaskAttemptFailed } from './task-attempt-failed.js';
import { TaskDescribed } from './task-described.js';
import { TaskReleased } from './task-released.js';

export type TaskStatus = 'new' | 'queued' | 'assigned' | TaskOutcome;

/** What was asked for. */
export interface TaskRequest {
  taskType: string;
  agentType: AgentType;
  priority: TaskPriority;
  payload: Record<string, unknown>;
  /** In milliseconds. */
  expectedDuration: number;
  /** ISO 8601. */
  deadline?: string;
}

export interface TaskState {
  status: TaskStatus;
  /** Null only for a task that was cancelled before it was asked for. */
  request: TaskRequest | null;
  /** How often it was assigned; the latest number is the fence of its holder. */
  attempts: number;
  /** Attempts that came to nothing; one that was given back is none of them. */
  failures: number;
  /** Who holds it, or held it last. */
  agentId: string | null;
  assignedAt: string | null;
  result: Record<string, unknown> | null;
  /** Why the last attempt failed, or why the task ended without a result. */
  reason: FailureReason | null;
}

export const newTask: TaskState = {
  status: 'new',
  request: null,
  attempts: 0,
  failures: 0,
  agentId: null,
  assignedAt: null,
  result: null,
  reason: null,
};

export const taskEvolver = new Evolver<TaskState>()
  .on(TaskQueued, (state, { taskType, agentType, priority }) => ({
    ...state,
    status: 'queued',
    request: { taskType, agentType, priority, payload: {}, expectedDuration: 0 },
  }))
  .on(TaskDescribed, (state, { payload, expectedDuration, deadline }) => ({
    ...state,
    request: state.request && { ...state.request, payload, expectedDuration, ...(deadline && { deadline }) },
  }))
  .on(TaskAssigned, (state, { agentId, attempt, timestamp }) => ({
    ...state,
    status: 'assigned',
    attempts: attempt,
    agentId,
    assignedAt: timestamp,
  }))
  .on(TaskAttemptFailed, (state, { reason }) => ({ ...state, status: 'queued', failures: state.failures + 1, reason }))
  .on(TaskReleased, (state, { reason }) => ({ ...state, status: 'queued', reason }))
  .on(TaskCompleted, (state, { status, result, reason }) => ({
    ...state,
    status,
    result: result ?? null,
    reason: reason ?? null,
  }));
