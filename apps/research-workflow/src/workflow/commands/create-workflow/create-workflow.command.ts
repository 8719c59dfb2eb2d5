import { RetryOnConflict } from '@edda/event-store';
import { Command } from '@nestjs/cqrs';

export interface RequestedSource {
  source: string;
  url?: string;
  unavailable?: string;
}

/** Put a question to a set of sources. Answers the workflow's id. */
@RetryOnConflict()
export class CreateWorkflow extends Command<string> {
  constructor(
    readonly question: string,
    readonly sources: readonly RequestedSource[],
    /** The same key of the same caller makes the same workflow. */
    readonly idempotencyKey?: string,
  ) {
    super();
  }
}
