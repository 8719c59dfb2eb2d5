import { contextOrNew } from '@edda/kernel';
import { SAGAS, type Sagas } from '@edda/sagas';
import { Inject } from '@nestjs/common';
import { QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { EnrichmentView } from '../../enrichment/enrichment-view.entity.js';
import type { EnrichmentDetails } from '../get-enrichment/get-enrichment.query.js';
import { GetEntity } from '../get-entity/get-entity.query.js';
import { ListEnrichments } from './list-enrichments.query.js';

@QueryHandler(ListEnrichments)
export class ListEnrichmentsHandler implements IQueryHandler<ListEnrichments> {
  constructor(
    @InjectRepository(EnrichmentView) private readonly views: Repository<EnrichmentView>,
    private readonly queries: QueryBus,
    @Inject(SAGAS) private readonly sagas: Sagas,
  ) {}

  async execute({ investigationId, entityId, limit, after }: ListEnrichments): Promise<EnrichmentDetails[]> {
    await this.queries.execute(new GetEntity(investigationId, entityId));
    const query = this.views
      .createQueryBuilder('it')
      .where('it.investigation_id = :investigationId', { investigationId })
      .andWhere('it.entity_id = :entityId', { entityId })
      .andWhere('it.tenant_id = :tenantId', { tenantId: contextOrNew().tenantId })
      .orderBy('it.started_at', 'DESC')
      .addOrderBy('it.enrichment_id', 'DESC')
      .limit(limit);
    if (after) query.andWhere('(it.started_at, it.enrichment_id) < (:startedAt, :enrichmentId)', after);
    const views = await query.getMany();
    // At most one is running.
    return Promise.all(
      views.map(async (view) => ({
        view,
        saga: view.status === 'running' ? await this.sagas.get(view.enrichmentId) : null,
      })),
    );
  }
}
