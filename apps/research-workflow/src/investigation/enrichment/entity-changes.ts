import type { EntityRisk } from '@edda/event-schemas';
import { UnitOfWork } from '@edda/event-store';
import { contextOrNew, deriveId } from '@edda/kernel';
import { Injectable } from '@nestjs/common';
import type { EnrichedEntity } from '../domain/investigation.js';
import { entityNotFound } from '../domain/investigation-errors.js';
import { InvestigationRepository } from '../investigation.repository.js';
import { EntityView } from '../projections/entity-view.entity.js';
import type { Restoration } from './enrichment-view.entity.js';

/** Which entity is enriched, and by what. */
export interface EnrichmentTarget {
  readonly investigationId: string;
  readonly entityId: string;
  readonly enrichmentId: string;
}

/** What an enrichment does to an investigation. Each joins the unit of work it is called in. */
@Injectable()
export class EntityChanges {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly investigations: InvestigationRepository,
  ) {}

  /**
   * @param known the revision that the risk is about
   * @throws EddaError `INVESTIGATION.CLOSED`, `ENTITY.CHANGED`
   */
  async enrich(target: EnrichmentTarget, known: number, risk: EntityRisk): Promise<EnrichedEntity> {
    const { investigationId, entityId, enrichmentId } = target;
    const views = await this.unitOfWork.repository(EntityView);
    const view = await views.findOneBy({ entityId, investigationId, tenantId: contextOrNew().tenantId });
    if (!view) throw entityNotFound(investigationId, entityId);
    const { name, attributes } = view;
    const revision = await this.investigations.change(investigationId, (investigation) =>
      investigation.enrichEntity(entityId, enrichmentId, known, risk, new Date()),
    );
    return { revision, before: { name, attributes, risk: view.risk } };
  }

  async restore(target: EnrichmentTarget, enriched: EnrichedEntity): Promise<Restoration> {
    const { investigationId, entityId, enrichmentId } = target;
    return this.investigations.change(investigationId, (investigation) =>
      investigation.restoreEntity(entityId, enrichmentId, enriched, new Date()),
    );
  }

  /**
   * Records the sentences that speak of a risk as findings, each once, however often the entity is enriched.
   *
   * @returns how many were not known
   * @throws EddaError `INVESTIGATION.CLOSED`, `INVESTIGATION.FULL`
   */
  async recordFindings(
    { investigationId, entityId, enrichmentId }: EnrichmentTarget,
    risk: EntityRisk,
  ): Promise<number> {
    const facts = risk.facts.filter(({ terms }) => terms.some(({ counted }) => counted));
    return this.investigations.change(investigationId, (investigation) => {
      const known = investigation.state.findingIds.length;
      for (const { contentId, source, sha256, start, end, quote } of facts) {
        const finding = {
          text: quote,
          entityIds: [entityId],
          source: { contentId, source, sha256, start, end, quote },
          confidence: null,
          enrichmentId,
        };
        const findingId = deriveId(entityId, `${sha256}/${start}/${end}`);
        investigation.recordFinding(findingId, finding, { userId: null, now: new Date() });
      }
      return investigation.state.findingIds.length - known;
    });
  }
}
