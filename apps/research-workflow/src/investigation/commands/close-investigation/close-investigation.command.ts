import { RetryOnConflict } from '@edda/event-store';
import { Command } from '@nestjs/cqrs';

/** Come to a conclusion: nothing is added any more. */
@RetryOnConflict()
export class CloseInvestigation extends Command<void> {
  constructor(
    readonly investigationId: string,
    readonly conclusion: string,
  ) {
    super();
  }
}
