import type { SagaOverview } from '@edda/sagas';
import { Query } from '@nestjs/cqrs';
import type { EnrichmentView } from '../../enrichment/enrichment-view.entity.js';

/** An enrichment with where its saga is; null once that is not kept any more. */
export interface EnrichmentDetails {
  readonly view: EnrichmentView;
  readonly saga: SagaOverview | null;
}

/** One enrichment of an entity. */
export class GetEnrichment extends Query<EnrichmentDetails> {
  constructor(
    readonly investigationId: string,
    readonly entityId: string,
    readonly enrichmentId: string,
  ) {
    super();
  }
}
