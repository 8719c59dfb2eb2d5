import { RetryOnConflict } from '@edda/event-store';
import { Command } from '@nestjs/cqrs';

/** Begin with what a workflow was created for. One that is past that stays as it is. */
@RetryOnConflict()
export class StartWorkflow extends Command<void> {
  constructor(readonly workflowId: string) {
    super();
  }
}
