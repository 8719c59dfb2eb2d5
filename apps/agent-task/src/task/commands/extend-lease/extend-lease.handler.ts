import { contextOrNew } from '@edda/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { AgentTaskConfig } from '../../../agent-task.config.js';
import { leaseLost, taskNotAssigned, taskNotFound } from '../../domain/task-errors.js';
import { QueueEntry } from '../../queue/queue-entry.entity.js';
import { TaskRepository } from '../../task.repository.js';
import { ExtendLease } from './extend-lease.command.js';

/** Leases are no history: a heartbeat writes to the queue alone. */
@CommandHandler(ExtendLease)
export class ExtendLeaseHandler implements ICommandHandler<ExtendLease> {
  constructor(
    private readonly tasks: TaskRepository,
    @InjectRepository(QueueEntry) private readonly queue: Repository<QueueEntry>,
    private readonly config: AgentTaskConfig,
  ) {}

  /** @throws EddaError `TASK.LEASE_LOST`, `TASK.NOT_ASSIGNED`, `TASK.NOT_FOUND` */
  async execute({ taskId, holder }: ExtendLease): Promise<Date> {
    const { raw } = await this.queue
      .createQueryBuilder()
      .update()
      .set({ claimableAt: () => `now() + :leaseMs * interval '1 millisecond'` })
      .where({ tenantId: contextOrNew().tenantId, taskId, ...holder })
      .setParameter('leaseMs', this.config.taskLeaseMs)
      .returning('claimable_at')
      .execute();
    const [row] = raw as { claimable_at: Date }[];
    if (row) return row.claimable_at;
    const { state } = await this.tasks.load(taskId);
    if (state.status === 'new') throw taskNotFound(taskId);
    if (holder.fence > state.attempts) throw taskNotAssigned(taskId, holder);
    throw leaseLost(taskId, holder, state);
  }
}
