import { Query } from '@nestjs/cqrs';
import type { EntityView } from '../../projections/entity-view.entity.js';

/** One entity of an investigation. */
export class GetEntity extends Query<EntityView> {
  constructor(
    readonly investigationId: string,
    readonly entityId: string,
  ) {
    super();
  }
}
