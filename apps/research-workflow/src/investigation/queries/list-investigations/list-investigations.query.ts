import { Query } from '@nestjs/cqrs';
import type { InvestigationView } from '../../projections/investigation-view.entity.js';

export interface InvestigationFilter {
  readonly status?: 'open' | 'closed';
  /** A part of the title, in whatever case. */
  readonly title?: string;
}

/** Investigations, newest first. `after` is the place behind the last one of the page before. */
export class ListInvestigations extends Query<InvestigationView[]> {
  constructor(
    readonly filter: InvestigationFilter,
    readonly limit: number,
    readonly after?: { openedAt: Date; investigationId: string },
  ) {
    super();
  }
}
