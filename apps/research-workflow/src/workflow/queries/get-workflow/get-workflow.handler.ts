import { contextOrNew } from '@edda/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { workflowNotFound } from '../../domain/workflow-errors.js';
import { WorkflowSource } from '../../projections/workflow-source.entity.js';
import { STAGES, WorkflowStage } from '../../projections/workflow-stage.entity.js';
import { WorkflowView } from '../../projections/workflow-view.entity.js';
import { GetWorkflow, type WorkflowDetails } from './get-workflow.query.js';

@QueryHandler(GetWorkflow)
export class GetWorkflowHandler implements IQueryHandler<GetWorkflow> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ workflowId }: GetWorkflow): Promise<WorkflowDetails> {
    const { manager } = this.dataSource;
    const { tenantId } = contextOrNew();
    const view = await manager.findOneBy(WorkflowView, { workflowId, tenantId });
    if (!view) throw workflowNotFound(workflowId);
    const stages = await manager.findBy(WorkflowStage, { workflowId });
    const sources = await manager.find(WorkflowSource, { where: { workflowId }, order: { ordinal: 'ASC' } });
    return { view, sources, stages: stages.toSorted((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage)) };
  }
}
