import { contextOrNew } from '@edda/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { TaskView } from '../../projections/task-view.entity.js';
import { ListTasks } from './list-tasks.query.js';

@QueryHandler(ListTasks)
export class ListTasksHandler implements IQueryHandler<ListTasks> {
  constructor(@InjectRepository(TaskView) private readonly views: Repository<TaskView>) {}

  execute({ filter, limit, before }: ListTasks): Promise<TaskView[]> {
    const query = this.views
      .createQueryBuilder('task')
      .where('task.tenant_id = :tenantId', { tenantId: contextOrNew().tenantId })
      .orderBy('task.position', 'DESC')
      .limit(limit);
    const { correlationId, status, agentType } = filter;
    if (correlationId) query.andWhere('task.correlation_id = :correlationId', { correlationId });
    if (status) query.andWhere('task.status = :status', { status });
    if (agentType) query.andWhere('task.agent_type = :agentType', { agentType });
    if (before !== undefined) query.andWhere('task.position < :before', { before });
    return query.getMany();
  }
}
