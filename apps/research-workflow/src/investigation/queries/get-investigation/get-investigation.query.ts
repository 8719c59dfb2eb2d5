import { Query } from '@nestjs/cqrs';
import type { InvestigationView } from '../../projections/investigation-view.entity.js';

/** One investigation. */
export class GetInvestigation extends Query<InvestigationView> {
  constructor(readonly investigationId: string) {
    super();
  }
}
