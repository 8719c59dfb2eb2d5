import { Query } from '@nestjs/cqrs';
import type { EnrichmentDetails } from '../get-enrichment/get-enrichment.query.js';

/** The enrichments of an entity, newest first. `after` is the place behind the last one of the page before. */
export class ListEnrichments extends Query<EnrichmentDetails[]> {
  constructor(
    readonly investigationId: string,
    readonly entityId: string,
    readonly limit: number,
    readonly after?: { startedAt: Date; enrichmentId: string },
  ) {
    super();
  }
}
