import { contextOrNew } from '@edda/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { WorkflowView } from '../../projections/workflow-view.entity.js';
import { ListWorkflows } from './list-workflows.query.js';

@QueryHandler(ListWorkflows)
export class ListWorkflowsHandler implements IQueryHandler<ListWorkflows> {
  constructor(@InjectRepository(WorkflowView) private readonly views: Repository<WorkflowView>) {}

  execute({ limit, after }: ListWorkflows): Promise<WorkflowView[]> {
    const query = this.views
      .createQueryBuilder('workflow')
      .where('workflow.tenant_id = :tenantId', { tenantId: contextOrNew().tenantId })
      .orderBy('workflow.created_at', 'DESC')
      .addOrderBy('workflow.workflow_id', 'DESC')
      .limit(limit);
    if (after) query.andWhere('(workflow.created_at, workflow.workflow_id) < (:createdAt, :workflowId)', after);
    return query.getMany();
  }
}
