import { RetryOnConflict } from '@edda/event-store';
import { Command } from '@nestjs/cqrs';

/** Nobody needs a source any more. */
@RetryOnConflict()
export class CancelContent extends Command<void> {
  constructor(
    readonly contentId: string,
    readonly reason: string,
  ) {
    super();
  }
}
