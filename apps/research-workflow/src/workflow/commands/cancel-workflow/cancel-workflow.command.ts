import { RetryOnConflict } from '@edda/event-store';
import { Command } from '@nestjs/cqrs';

/** Stop a workflow and call off what it waits for. */
@RetryOnConflict()
export class CancelWorkflow extends Command<void> {
  constructor(
    readonly workflowId: string,
    readonly reason: string,
  ) {
    super();
  }
}
