import { RetryOnConflict } from '@edda/event-store';
import { Command } from '@nestjs/cqrs';

/** Find out what the contents say of an entity. Answers the enrichment's id. */
@RetryOnConflict()
export class StartEnrichment extends Command<string> {
  constructor(
    readonly investigationId: string,
    readonly entityId: string,
    /** The same key of the same caller starts the same enrichment. */
    readonly idempotencyKey?: string,
  ) {
    super();
  }
}
