import { AggregateRepository, UnitOfWork } from '@edda/event-store';
import { Injectable } from '@nestjs/common';
import { ResearchWorkflow } from './domain/research-workflow.js';
import type { WorkflowState } from './domain/workflow-state.js';

@Injectable()
export class WorkflowRepository extends AggregateRepository<WorkflowState, ResearchWorkflow> {
  constructor(unitOfWork: UnitOfWork) {
    super(ResearchWorkflow, unitOfWork);
  }
}
