import { SAGAS, type Sagas } from '@edda/sagas';
import { Inject, Injectable } from '@nestjs/common';
import { EnrichmentRecord } from '../enrichment/enrichment-record.js';
import { EntityChanges } from '../enrichment/entity-changes.js';
import { FactFinder } from '../facts/fact-finder.js';
import { entityEnrichment } from './entity-enrichment.saga.js';

/** Makes the sagas of the investigations known. */
@Injectable()
export class InvestigationSagas {
  constructor(@Inject(SAGAS) sagas: Sagas, facts: FactFinder, entities: EntityChanges, record: EnrichmentRecord) {
    sagas.register(entityEnrichment({ facts, entities, record }));
  }
}
