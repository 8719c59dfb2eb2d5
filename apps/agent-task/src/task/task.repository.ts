import { AggregateRepository, UnitOfWork } from '@edda/event-store';
import { backoffDelay, contextOrNew, type Backoff, type Clock, type Uuid } from '@edda/kernel';
import { CLOCK } from '@edda/service';
import { Inject, Injectable } from '@nestjs/common';
import { AgentTaskConfig } from '../agent-task.config.js';
import { taskBusy } from './domain/task-errors.js';
import type { TaskRequest, TaskState } from './domain/task-state.js';
import { Task } from './domain/task.js';
import { QueueActivity } from './queue/queue-activity.js';
import type { QueueEntry } from './queue/queue-entry.entity.js';
import { inTaskContext } from './queue/task-context.js';
import { TaskQueue } from './queue/task-queue.js';

/** Between failed attempts. A random part keeps tasks that failed together from returning together. */
const RETRY_BACKOFF: Backoff = { initial: 1000, factor: 2, max: 30_000, jitter: 0.2 };

export interface ChangeOptions {
  /** How long a task that goes back into the queue waits there, in milliseconds; longer with each failure by default. */
  delayMs?: number;
  /**
   * What the new events name as their cause: the latest public event of the `task`, or what is being handled, the
   * `message`. The task unless said otherwise.
   */
  cause?: 'task' | 'message';
}

/** A task after a change, with its entry in the queue; null when it had none. */
export interface Changed<Entry = QueueEntry | null> {
  state: TaskState;
  entry: Entry;
}

/** Changes tasks together with their place in the queue, in one transaction. */
@Injectable()
export class TaskRepository {
  private readonly tasks: AggregateRepository<TaskState, Task>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queue: TaskQueue,
    private readonly activity: QueueActivity,
    private readonly config: AgentTaskConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.tasks = new AggregateRepository(Task, unitOfWork);
  }

  async load(taskId: Uuid): Promise<Task> {
    return (await this.tasks.load(taskId)).aggregate;
  }

  /** Takes a task in, for the caller and the correlation of the running context. A known one stays as it is. */
  async add(taskId: Uuid, request: TaskRequest): Promise<void> {
    await this.inUnitOfWork(`Task ${taskId}`, async () => {
      await this.tasks.change(taskId, (task) => task.queue(request, this.clock.now()));
      const lastEventId = this.lastPublicEvent(taskId);
      if (lastEventId === null) return;
      const { tenantId, userId, correlationId, traceparent } = contextOrNew();
      const { agentType, priority } = request;
      const deadline = request.deadline ? new Date(request.deadline) : null;
      const origin = { tenantId, userId, correlationId, traceparent, lastEventId };
      await this.queue.add({ taskId, agentType, priority, deadline, ...origin });
      this.unitOfWork.afterCommit(() => this.activity.changed());
    });
  }

  /**
   * Changes a task of the current tenant, whatever state it is in.
   *
   * @throws EddaError what `decide` throws; `TASK.BUSY` when others kept changing it
   */
  async change(taskId: Uuid, decide: (task: Task, now: Date) => void, options: ChangeOptions = {}): Promise<Changed> {
    return this.inUnitOfWork(`Task ${taskId}`, async () => {
      const entry = await this.queue.find(contextOrNew().tenantId, taskId);
      if (entry) return this.changeOpen(entry, decide, options);
      return { state: await this.decide(taskId, decide), entry };
    });
  }

  /**
   * Changes the task of the entry that `find` locks, whosever tenant it belongs to.
   *
   * @returns null when `find` found none
   */
  async changeNext(
    find: () => Promise<QueueEntry | null>,
    decide: (task: Task, now: Date) => void,
    options: ChangeOptions = {},
  ): Promise<Changed<QueueEntry> | null> {
    return this.inUnitOfWork('The next task', async () => {
      const entry = await find();
      return entry && this.changeOpen(entry, decide, options);
    });
  }

  private async changeOpen(
    entry: QueueEntry,
    decide: (task: Task, now: Date) => void,
    { delayMs, cause = 'task' }: ChangeOptions,
  ): Promise<Changed<QueueEntry>> {
    const change = async (): Promise<Changed<QueueEntry>> => {
      const state = await this.decide(entry.taskId, decide);
      const isChanged = this.unitOfWork.buffered(this.tasks.streamOf(entry.taskId)).length > 0;
      if (isChanged) await this.follow(entry, state, delayMs);
      return { state, entry };
    };
    return cause === 'task' ? inTaskContext(entry, change) : change();
  }

  private decide(taskId: Uuid, decide: (task: Task, now: Date) => void): Promise<TaskState> {
    return this.tasks.change(taskId, (task) => {
      decide(task, this.clock.now());
      return task.state;
    });
  }

  /** Puts the queue in step with what the task has become. */
  private async follow(
    entry: QueueEntry,
    state: TaskState,
    delayMs = backoffDelay(Math.max(1, state.failures), RETRY_BACKOFF),
  ): Promise<void> {
    if (state.status === 'assigned' && state.agentId !== null) {
      const lastEventId = this.lastPublicEvent(entry.taskId) ?? entry.lastEventId;
      await this.queue.lease(
        entry,
        { agentId: state.agentId, fence: state.attempts, lastEventId },
        this.config.taskLeaseMs,
      );
    } else if (state.status === 'queued') {
      await this.queue.giveBack(entry, delayMs);
      if (delayMs === 0) this.unitOfWork.afterCommit(() => this.activity.changed());
    } else {
      await this.queue.remove(entry);
    }
  }

  private lastPublicEvent(taskId: Uuid): string | null {
    const buffered = this.unitOfWork.buffered(this.tasks.streamOf(taskId));
    return buffered.findLast(({ topic }) => topic !== null)?.id ?? null;
  }

  private async inUnitOfWork<T>(what: string, work: () => Promise<T>): Promise<T> {
    const outcome = await this.unitOfWork.runOrJoin(work);
    if (outcome.committed) return outcome.value;
    throw taskBusy(what);
  }
}
