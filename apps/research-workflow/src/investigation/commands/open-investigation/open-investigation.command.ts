import { RetryOnConflict } from '@edda/event-store';
import { Command } from '@nestjs/cqrs';

/** Begin to collect what is known of a matter. Answers the investigation's id. */
@RetryOnConflict()
export class OpenInvestigation extends Command<string> {
  constructor(
    readonly title: string,
    readonly description: string,
    /** The same key of the same caller opens the same investigation. */
    readonly idempotencyKey?: string,
  ) {
    super();
  }
}
