import type { FailureReason } from '@edda/event-schemas';
import { Command } from '@nestjs/cqrs';
import type { Holder } from '../../domain/task-errors.js';

/** The holder's attempt came to nothing. */
export class FailTask extends Command<void> {
  constructor(
    readonly taskId: string,
    readonly holder: Holder,
    readonly reason: FailureReason,
    /** Whether another attempt may go better. */
    readonly retryable: boolean,
  ) {
    super();
  }
}
