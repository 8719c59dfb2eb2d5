import { Command } from '@nestjs/cqrs';
import type { Holder } from '../../domain/task-errors.js';

/** Keep a task: its holder is still at work. The result is when the lease now ends. */
export class ExtendLease extends Command<Date> {
  constructor(
    readonly taskId: string,
    readonly holder: Holder,
  ) {
    super();
  }
}
