import { RetryOnConflict } from '@edda/event-store';
import { Command } from '@nestjs/cqrs';
import type { EntityChanges } from '../../domain/investigation.js';

/** Change the name or attributes of an entity. */
@RetryOnConflict()
export class UpdateEntity extends Command<void> {
  constructor(
    readonly investigationId: string,
    readonly entityId: string,
    readonly changes: EntityChanges,
    /** The revision the caller has seen; null for whichever it is. */
    readonly revision: number | null,
  ) {
    super();
  }
}
