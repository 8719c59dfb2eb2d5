import { Query } from '@nestjs/cqrs';
import type { FindingView } from '../../projections/finding-view.entity.js';

export interface FindingFilter {
  /** Only what concerns this entity. */
  readonly entityId?: string;
  readonly minConfidence?: number;
}

/** The findings of an investigation, newest first. `after` is the place behind the last one of the page before. */
export class ListFindings extends Query<FindingView[]> {
  constructor(
    readonly investigationId: string,
    readonly filter: FindingFilter,
    readonly limit: number,
    readonly after?: { recordedAt: Date; findingId: string },
  ) {
    super();
  }
}
