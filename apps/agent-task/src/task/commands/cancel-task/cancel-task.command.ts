import { Command } from '@nestjs/cqrs';

/** End a task that nobody needs any more. */
export class CancelTask extends Command<void> {
  constructor(
    readonly taskId: string,
    readonly reason: string,
  ) {
    super();
  }
}
