import { Query } from '@nestjs/cqrs';
import type { TaskView } from '../../projections/task-view.entity.js';

/** A task with what its agent gets and gives. */
export interface TaskDetails {
  view: TaskView;
  payload: Record<string, unknown>;
  result: Record<string, unknown> | null;
}

/** One task of the caller's tenant. */
export class GetTask extends Query<TaskDetails> {
  constructor(readonly taskId: string) {
    super();
  }
}
