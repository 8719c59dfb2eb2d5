import { TASK_PRIORITIES, type AgentType, type TaskPriority } from '@edda/event-schemas';
import { UnitOfWork } from '@edda/event-store';
import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { QueueEntry } from './queue-entry.entity.js';
import type { TaskOrigin } from './task-context.js';

/** A task on its way into the queue. */
export interface NewEntry extends TaskOrigin {
  taskId: string;
  agentType: AgentType;
  priority: TaskPriority;
  deadline: Date | null;
}

type Condition = (query: SelectQueryBuilder<QueueEntry>) => SelectQueryBuilder<QueueEntry>;

/**
 * Who works on which open task, and until when. All times are the database's, so that instances whose clocks differ
 * agree on when a lease ends. Every method works inside a unit of work; an entry it returns is locked until its end.
 */
@Injectable()
export class TaskQueue {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async add({ priority, ...entry }: NewEntry): Promise<void> {
    const repository = await this.unitOfWork.repository(QueueEntry);
    // A task that comes twice at once is told by the version of its stream, so the second row is no error here.
    await repository
      .createQueryBuilder()
      .insert()
      .values({ ...entry, priority: TASK_PRIORITIES.indexOf(priority) })
      .orIgnore()
      .updateEntity(false)
      .execute();
  }

  /** The entry of a task, if it is open; waits for who has locked it. */
  async find(tenantId: string, taskId: string): Promise<QueueEntry | null> {
    const repository = await this.unitOfWork.repository(QueueEntry);
    return repository.findOne({ where: { tenantId, taskId }, lock: { mode: 'pessimistic_write' } });
  }

  /**
   * The task to work on next: the most urgent one, among those the one that waits longest. Two callers never get the
   * same.
   *
   * @param tenantId only tasks of this tenant; null for those of all
   */
  nextClaimable(agentTypes: readonly AgentType[], tenantId: string | null): Promise<QueueEntry | null> {
    return this.next((query) =>
      query
        .where('entry.agent_type = any(:agentTypes)', { agentTypes })
        .andWhere('entry.claimable_at <= now()')
        .andWhere('(entry.deadline is null or entry.deadline > now())')
        .andWhere('(:tenantId::text is null or entry.tenant_id = :tenantId)', { tenantId }),
    );
  }

  /** A task whose deadline has passed. */
  nextOverdue(): Promise<QueueEntry | null> {
    return this.next((query) => query.where('entry.deadline <= now()'));
  }

  /** A task that the agent holds; `tenantId` as with {@link nextClaimable}. */
  nextHeldBy(agentId: string, tenantId: string | null): Promise<QueueEntry | null> {
    return this.next((query) =>
      query
        .where('entry.agent_id = :agentId', { agentId })
        .andWhere('(:tenantId::text is null or entry.tenant_id = :tenantId)', { tenantId }),
    );
  }

  /** Makes the agent the holder for `leaseMs` milliseconds; the entry then says until when. */
  async lease(
    entry: QueueEntry,
    holder: Pick<QueueEntry, 'agentId' | 'fence' | 'lastEventId'>,
    leaseMs: number,
  ): Promise<void> {
    await this.update(entry, holder, leaseMs);
  }

  /** Puts the task back, to be claimed after `delayMs` milliseconds. */
  async giveBack(entry: QueueEntry, delayMs: number): Promise<void> {
    await this.update(entry, { agentId: null }, delayMs);
  }

  async remove({ tenantId, taskId }: QueueEntry): Promise<void> {
    await (await this.unitOfWork.repository(QueueEntry)).delete({ tenantId, taskId });
  }

  private async next(condition: Condition): Promise<QueueEntry | null> {
    const query = (await this.unitOfWork.repository(QueueEntry)).createQueryBuilder('entry');
    return condition(query)
      .orderBy('entry.priority', 'DESC')
      .addOrderBy('entry.position', 'ASC')
      .limit(1)
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getOne();
  }

  private async update(
    entry: QueueEntry,
    changes: Partial<Pick<QueueEntry, 'agentId' | 'fence' | 'lastEventId'>>,
    delayMs: number,
  ): Promise<void> {
    const { tenantId, taskId } = entry;
    const { raw } = await (
      await this.unitOfWork.repository(QueueEntry)
    )
      .createQueryBuilder()
      .update()
      .set({ ...changes, claimableAt: () => `now() + :delayMs * interval '1 millisecond'` })
      .where({ tenantId, taskId })
      .setParameter('delayMs', delayMs)
      .returning('claimable_at')
      .execute();
    const [row] = raw as [{ claimable_at: Date }];
    Object.assign(entry, changes, { claimableAt: row.claimable_at });
  }
}
