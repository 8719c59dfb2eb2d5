import { Command } from '@nestjs/cqrs';
import type { Holder } from '../../domain/task-errors.js';
import type { TaskResult } from '../../domain/task.js';

/** Hand in what the holder of a task has made. */
export class CompleteTask extends Command<void> {
  constructor(
    readonly taskId: string,
    readonly holder: Holder,
    readonly result: TaskResult,
  ) {
    super();
  }
}
