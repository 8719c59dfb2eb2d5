import { RetryOnConflict } from '@edda/event-store';
import { Command } from '@nestjs/cqrs';

/** Whoever was asked for the bytes cannot deliver them. */
@RetryOnConflict()
export class ReportUnavailable extends Command<void> {
  constructor(
    readonly contentId: string,
    readonly reason: string,
  ) {
    super();
  }
}
