import type { EntityRisk } from '@edda/event-schemas';
import { UnitOfWork } from '@edda/event-store';
import type { SagaFailure } from '@edda/sagas';
import { Injectable } from '@nestjs/common';
import type { FoundFacts } from '../facts/fact-finder.js';
import { EnrichmentView, type Restoration } from './enrichment-view.entity.js';

/** Keeps what the steps of an enrichment come to, in the unit of work of each step. */
@Injectable()
export class EnrichmentRecord {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async found(enrichmentId: string, found: FoundFacts): Promise<void> {
    await this.update(enrichmentId, { found });
  }

  async scored(enrichmentId: string, risk: EntityRisk): Promise<void> {
    await this.update(enrichmentId, { risk });
  }

  async enriched(enrichmentId: string): Promise<void> {
    await this.update(enrichmentId, { isEnriched: true });
  }

  async recordedFindings(enrichmentId: string, findings: number): Promise<void> {
    await this.update(enrichmentId, { findings });
  }

  async undone(enrichmentId: string, restoration: Restoration): Promise<void> {
    await this.update(enrichmentId, { restoration });
  }

  async ended(enrichmentId: string, status: EnrichmentView['status'], failure: SagaFailure | null): Promise<void> {
    await this.update(enrichmentId, {
      status,
      failureCode: failure?.code ?? null,
      failureDetail: failure?.detail ?? null,
      endedAt: new Date(),
    });
  }

  private async update(enrichmentId: string, changes: Partial<EnrichmentView>): Promise<void> {
    await (await this.unitOfWork.repository(EnrichmentView)).update({ enrichmentId }, changes);
  }
}
