import { Command } from '@nestjs/cqrs';
import type { TaskRequest } from '../../domain/task-state.js';

/** Take a task in. One with a known id changes nothing. */
export class QueueTask extends Command<void> {
  constructor(
    readonly taskId: string,
    readonly request: TaskRequest,
  ) {
    super();
  }
}
