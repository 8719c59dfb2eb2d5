import { Query } from '@nestjs/cqrs';
import type { EntityKind } from '@edda/event-schemas';
import type { EntityView } from '../../projections/entity-view.entity.js';

export interface EntityFilter {
  readonly kind?: EntityKind;
  /** A part of the name, in whatever case. */
  readonly name?: string;
  /** Only entities with a score of at least this. */
  readonly minRisk?: number;
}

/** The entities of an investigation, by name. `after` is the place behind the last one of the page before. */
export class ListEntities extends Query<EntityView[]> {
  constructor(
    readonly investigationId: string,
    readonly filter: EntityFilter,
    readonly limit: number,
    readonly after?: { name: string; entityId: string },
  ) {
    super();
  }
}
