import { Query } from '@nestjs/cqrs';
import type { TaskView } from '../../projections/task-view.entity.js';

export interface TaskFilter {
  correlationId?: string;
  status?: string;
  agentType?: string;
}

/** Tasks of the caller's tenant, newest first. `before` is the position of the last one of the page before. */
export class ListTasks extends Query<TaskView[]> {
  constructor(
    readonly filter: TaskFilter,
    readonly limit: number,
    readonly before?: number,
  ) {
    super();
  }
}
