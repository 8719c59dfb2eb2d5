import { UnitOfWork } from '@edda/event-store';
import { contextOrNew, EddaError, withContext } from '@edda/kernel';
import { SAGAS, type Sagas } from '@edda/sagas';
import { keyedId } from '@edda/service';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EnrichmentView } from '../../enrichment/enrichment-view.entity.js';
import { InvestigationRepository } from '../../investigation.repository.js';
import type { EnrichmentState } from '../../sagas/enrichment-state.js';
import { ENTITY_ENRICHMENT } from '../../sagas/entity-enrichment.saga.js';
import { ContentTexts } from '../../sources/content-texts.js';
import { StartEnrichment } from './start-enrichment.command.js';

@CommandHandler(StartEnrichment)
export class StartEnrichmentHandler implements ICommandHandler<StartEnrichment> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly investigations: InvestigationRepository,
    private readonly texts: ContentTexts,
    @Inject(SAGAS) private readonly sagas: Sagas,
  ) {}

  async execute({ investigationId, entityId, idempotencyKey }: StartEnrichment): Promise<string> {
    this.texts.assertConfigured();
    const { tenantId } = contextOrNew();
    const enrichmentId = keyedId(`${investigationId}/entities/${entityId}/enrichments`, idempotencyKey);
    const views = await this.unitOfWork.repository(EnrichmentView);
    if (await views.existsBy({ enrichmentId })) return enrichmentId;
    const { aggregate } = await this.investigations.load(investigationId);
    const { name, revision } = aggregate.openEntity(entityId, null);
    const state: EnrichmentState = { investigationId, entityId, name, revision, facts: [], risk: null };
    const view = { enrichmentId, tenantId, investigationId, entityId, name, revision, status: 'running' as const };
    const { raw } = await views
      .createQueryBuilder()
      .insert()
      .values({ ...view, startedAt: new Date() })
      .orIgnore()
      .returning('enrichment_id')
      .execute();
    if ((raw as unknown[]).length === 0) throw enrichmentRunning(name);
    // Everything that follows is joined by the enrichment's own id.
    await withContext({ correlationId: enrichmentId, causationId: null }, () =>
      this.sagas.start(ENTITY_ENRICHMENT, enrichmentId, state),
    );
    return enrichmentId;
  }
}

function enrichmentRunning(name: string): EddaError {
  return new EddaError(
    'conflict',
    'ENRICHMENT.RUNNING',
    `Entity "${name}" is being enriched already: wait for it, or cancel it.`,
  );
}
