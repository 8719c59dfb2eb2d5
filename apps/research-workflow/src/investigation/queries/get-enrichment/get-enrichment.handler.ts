import { contextOrNew, EddaError } from '@edda/kernel';
import { SAGAS, type Sagas } from '@edda/sagas';
import { Inject } from '@nestjs/common';
import { QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { EnrichmentView } from '../../enrichment/enrichment-view.entity.js';
import { GetEntity } from '../get-entity/get-entity.query.js';
import { GetEnrichment, type EnrichmentDetails } from './get-enrichment.query.js';

@QueryHandler(GetEnrichment)
export class GetEnrichmentHandler implements IQueryHandler<GetEnrichment> {
  constructor(
    @InjectRepository(EnrichmentView) private readonly views: Repository<EnrichmentView>,
    private readonly queries: QueryBus,
    @Inject(SAGAS) private readonly sagas: Sagas,
  ) {}

  async execute({ investigationId, entityId, enrichmentId }: GetEnrichment): Promise<EnrichmentDetails> {
    const { tenantId } = contextOrNew();
    const view = await this.views.findOneBy({ enrichmentId, entityId, investigationId, tenantId });
    if (view) return { view, saga: await this.sagas.get(enrichmentId) };
    const { name } = await this.queries.execute(new GetEntity(investigationId, entityId));
    throw new EddaError(
      'not-found',
      'ENRICHMENT.NOT_FOUND',
      `Entity "${name}" has no enrichment with the id "${enrichmentId}".`,
    );
  }
}
