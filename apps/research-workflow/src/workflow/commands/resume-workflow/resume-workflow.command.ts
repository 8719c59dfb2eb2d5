import { RetryOnConflict } from '@edda/event-store';
import { Command } from '@nestjs/cqrs';

/** Let a paused workflow go on. */
@RetryOnConflict()
export class ResumeWorkflow extends Command<void> {
  constructor(
    readonly workflowId: string,
    readonly reason: string,
  ) {
    super();
  }
}
