import type { Holder } from '../../domain/task-errors.js';
import type { TaskRequest } from '../../domain/task-state.js';
import type { TaskOrigin } from '../../queue/task-context.js';

/** A task in the hands of an agent. */
export interface ClaimedTask {
  taskId: string;
  holder: Holder;
  attempt: number;
  request: TaskRequest;
  /** When the task goes to another agent unless the lease is extended. */
  leaseUntil: Date;
  origin: TaskOrigin;
}
