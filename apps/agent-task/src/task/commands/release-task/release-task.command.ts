import type { FailureReason } from '@edda/event-schemas';
import { Command } from '@nestjs/cqrs';
import type { Holder } from '../../domain/task-errors.js';

/** The holder gives a task back without a verdict on it. */
export class ReleaseTask extends Command<void> {
  constructor(
    readonly taskId: string,
    readonly holder: Holder,
    readonly reason: FailureReason,
    /** How long nobody shall claim it, in milliseconds. */
    readonly delayMs: number,
  ) {
    super();
  }
}
