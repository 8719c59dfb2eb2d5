import {
  TaskAssigned,
  TaskCompleted,
  TaskQueued,
  type FailureReason,
  type QualityMetrics,
  type ResourceUsage,
  type TaskOutcome,
} from '@edda/event-schemas';
import { Aggregate, MAX_EVENT_BYTES } from '@edda/event-store';
import { TaskAttemptFailed } from './task-attempt-failed.js';
import { TaskDescribed } from './task-described.js';
import {
  invalidDeadline,
  leaseLost,
  payloadTooLarge,
  taskNotAssigned,
  taskNotFound,
  type Holder,
} from './task-errors.js';
import { TaskReleased } from './task-released.js';
import { newTask, taskEvolver, type TaskRequest, type TaskState } from './task-state.js';
import { assertTaskType } from './task-types.js';

/** What an agent hands in. */
export interface TaskResult {
  result: Record<string, unknown>;
  resourceUsage?: ResourceUsage;
  qualityMetrics?: QualityMetrics;
}

/** TaskAssigned repeats the payload beside fields of its own: room for those. */
const MAX_PAYLOAD_BYTES = MAX_EVENT_BYTES - 4096;

const NO_USAGE: ResourceUsage = { cpuTime: 0, memoryUsage: 0, apiCalls: 0 };
export const UNMEASURED: QualityMetrics = { accuracy: null, completeness: null, relevance: null };

/** A piece of work for an agent: queued -> assigned (-> queued -> assigned ...) -> completed | failed | cancelled. */
export class Task extends Aggregate<TaskState> {
  static readonly category = 'task';
  static readonly snapshotVersion = 1;

  constructor(id: string) {
    super(id, newTask, taskEvolver);
  }

  get isOver(): boolean {
    return !['new', 'queued', 'assigned'].includes(this.state.status);
  }

  /**
   * Takes the task in. One that is known already stays as it is.
   *
   * @throws EddaError `TASK.UNKNOWN_TYPE`, `TASK.AGENT_TYPE_MISMATCH`, `TASK.PAYLOAD_TOO_LARGE`, `TASK.INVALID_DEADLINE`
   */
  queue({ taskType, agentType, priority, payload, expectedDuration, deadline }: TaskRequest, now: Date): void {
    if (this.state.status !== 'new') return;
    assertTaskType(taskType, agentType);
    const bytes = Buffer.byteLength(JSON.stringify(payload));
    if (bytes > MAX_PAYLOAD_BYTES) throw payloadTooLarge(this.id, bytes, MAX_PAYLOAD_BYTES);
    if (deadline && Number.isNaN(Date.parse(deadline))) throw invalidDeadline(this.id, deadline);
    const taskId = this.id;
    this.record(TaskQueued, { taskId, taskType, agentType, priority, timestamp: now.toISOString() });
    this.record(TaskDescribed, { taskId, payload, expectedDuration, ...(deadline && { deadline }) });
  }

  /** Gives the waiting task to an agent, as its next attempt. */
  assign(agentId: string, now: Date): void {
    const { status, request, attempts } = this.state;
    if (status !== 'queued' || !request)
      throw new Error(`Task ${this.id} is ${status}: only a queued one is assigned.`);
    const timestamp = now.toISOString();
    this.record(TaskAssigned, { taskId: this.id, agentId, ...request, attempt: attempts + 1, timestamp });
  }

  /**
   * Ends the task with what its holder has made. The same answer again changes nothing.
   *
   * @throws EddaError `TASK.NOT_FOUND`, `TASK.NOT_ASSIGNED`, `TASK.LEASE_LOST`
   */
  complete(holder: Holder, { result, resourceUsage, qualityMetrics }: TaskResult, now: Date): void {
    if (this.wasEndedBy(holder, 'completed')) return;
    this.assertHeldBy(holder);
    this.end('completed', now, { result, resourceUsage, qualityMetrics });
  }

  /**
   * The holder's attempt came to nothing. The task waits for the next one, unless another try would not help or there
   * were enough of them. The same answer again, once the task has failed, changes nothing.
   *
   * @throws EddaError `TASK.NOT_FOUND`, `TASK.NOT_ASSIGNED`, `TASK.LEASE_LOST`
   */
  fail(holder: Holder, reason: FailureReason, retry: { retryable: boolean; maxAttempts: number }, now: Date): void {
    if (this.wasEndedBy(holder, 'failed')) return;
    this.assertHeldBy(holder);
    this.failAttempt(reason, retry.retryable ? retry.maxAttempts : 0, now);
  }

  /**
   * The holder gives the task back without a verdict on it: no attempt is used up.
   *
   * @throws EddaError `TASK.NOT_FOUND`, `TASK.NOT_ASSIGNED`, `TASK.LEASE_LOST`
   */
  release(holder: Holder, reason: FailureReason, now: Date): void {
    this.assertHeldBy(holder);
    const { agentId, fence: attempt } = holder;
    this.record(TaskReleased, { taskId: this.id, agentId, attempt, reason, timestamp: now.toISOString() });
  }

  /** The holder is gone, for the given reason. A task that nobody holds stays as it is. */
  loseHolder(reason: FailureReason, maxAttempts: number, now: Date): void {
    if (this.state.status === 'assigned') this.failAttempt(reason, maxAttempts, now);
  }

  /** Ends a task that cannot be finished in time. */
  failOverdue(reason: FailureReason, now: Date): void {
    if (!this.isOver) this.end('failed', now, { reason });
  }

  /**
   * Ends a task that nobody needs any more; a finished one stays as it is. One that is not known yet is cancelled for
   * its future, because command and cancellation may overtake each other.
   */
  cancel(detail: string, now: Date): void {
    if (!this.isOver) this.end('cancelled', now, { reason: { code: 'TASK.CANCELLED', detail } });
  }

  private failAttempt(reason: FailureReason, maxAttempts: number, now: Date): void {
    const { agentId, attempts, failures } = this.state;
    if (failures + 1 >= maxAttempts || agentId === null) {
      this.end('failed', now, { reason });
      return;
    }
    const timestamp = now.toISOString();
    this.record(TaskAttemptFailed, { taskId: this.id, agentId, attempt: attempts, reason, timestamp });
  }

  private end(status: TaskOutcome, now: Date, outcome: Partial<TaskResult> & { reason?: FailureReason }): void {
    const { agentId, attempts, assignedAt, status: before } = this.state;
    const { result, reason, resourceUsage = NO_USAGE, qualityMetrics = UNMEASURED } = outcome;
    const worked = before === 'assigned' && assignedAt ? now.getTime() - Date.parse(assignedAt) : 0;
    this.record(TaskCompleted, {
      taskId: this.id,
      agentId,
      status,
      ...(result && { result }),
      ...(reason && { reason }),
      executionTime: Math.max(0, worked),
      attempts,
      resourceUsage,
      qualityMetrics,
      timestamp: now.toISOString(),
    });
  }

  private wasEndedBy({ agentId, fence }: Holder, status: TaskOutcome): boolean {
    return this.state.status === status && this.state.agentId === agentId && this.state.attempts === fence;
  }

  private assertHeldBy(holder: Holder): void {
    const { status, attempts, agentId } = this.state;
    if (status === 'assigned' && agentId === holder.agentId && attempts === holder.fence) return;
    if (status === 'new') throw taskNotFound(this.id);
    if (holder.fence > attempts) throw taskNotAssigned(this.id, holder);
    throw leaseLost(this.id, holder, this.state);
  }
}
