import type { ContentOrigin } from '@edda/event-schemas';
import { RetryOnConflict } from '@edda/event-store';
import { Command } from '@nestjs/cqrs';

/** Ask for a source. */
@RetryOnConflict()
export class RequestContent extends Command<void> {
  constructor(
    readonly contentId: string,
    readonly source: string,
    readonly origin: ContentOrigin,
    readonly url?: string,
    /** Why the bytes will not come: the content fails with this reason. */
    readonly unavailable?: string,
  ) {
    super();
  }
}
