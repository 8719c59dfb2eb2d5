import { RetryOnConflict } from '@edda/event-store';
import { Command } from '@nestjs/cqrs';
import type { NewEntity } from '../../domain/investigation.js';

/** Let somebody or something take part in an investigation. Answers the entity's id. */
@RetryOnConflict({ attempts: 10 })
export class AddEntity extends Command<string> {
  constructor(
    readonly investigationId: string,
    readonly entity: NewEntity,
    /** The same key of the same caller adds the same entity. */
    readonly idempotencyKey?: string,
  ) {
    super();
  }
}
