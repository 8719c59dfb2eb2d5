import { Query } from '@nestjs/cqrs';
import type { WorkflowView } from '../../projections/workflow-view.entity.js';

/** Workflows, newest first. `after` is the place behind the last one of the page before. */
export class ListWorkflows extends Query<WorkflowView[]> {
  constructor(
    readonly limit: number,
    readonly after?: { createdAt: Date; workflowId: string },
  ) {
    super();
  }
}
