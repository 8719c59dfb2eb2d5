import { RetryOnConflict } from '@edda/event-store';
import { Command } from '@nestjs/cqrs';

/** Begin nothing new for a workflow until it is resumed. What is under way is kept. */
@RetryOnConflict()
export class PauseWorkflow extends Command<void> {
  constructor(
    readonly workflowId: string,
    readonly reason: string,
  ) {
    super();
  }
}
