import { RetryOnConflict } from '@edda/event-store';
import { Command } from '@nestjs/cqrs';

/** Go on with a closed investigation. */
@RetryOnConflict()
export class ReopenInvestigation extends Command<void> {
  constructor(
    readonly investigationId: string,
    readonly reason: string,
  ) {
    super();
  }
}
