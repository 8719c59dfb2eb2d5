import { Query } from '@nestjs/cqrs';
import type { WorkflowSource } from '../../projections/workflow-source.entity.js';
import type { WorkflowStage } from '../../projections/workflow-stage.entity.js';
import type { WorkflowView } from '../../projections/workflow-view.entity.js';

export interface WorkflowDetails {
  view: WorkflowView;
  /** In the order of the run. */
  stages: WorkflowStage[];
  /** In the order they were given. */
  sources: WorkflowSource[];
}

/** One workflow with its stages and sources. */
export class GetWorkflow extends Query<WorkflowDetails> {
  constructor(readonly workflowId: string) {
    super();
  }
}
