import {
  EntityAdded,
  EntityEnriched,
  EntityRestored,
  EntityUpdated,
  FindingRecorded,
  InvestigationClosed,
  InvestigationOpened,
  InvestigationReopened,
} from '@edda/event-schemas';
import { Projection, Projections, type ProjectedMessage, type ProjectionWrite } from '@edda/event-store';
import { Injectable } from '@nestjs/common';
import { EntityView } from './entity-view.entity.js';
import { FindingView } from './finding-view.entity.js';
import { InvestigationView } from './investigation-view.entity.js';

/** Keeps {@link InvestigationView}, {@link EntityView} and {@link FindingView}. */
@Injectable()
export class InvestigationProjection extends Projection {
  readonly name = 'investigations';
  override readonly tables = ['investigation_views', 'investigation_entities', 'investigation_findings'];

  constructor(projections: Projections) {
    super(projections);
    this.on(InvestigationOpened, async (data, { tenantId, recordedAt }, { manager }) => {
      const { investigationId, title, description, userId } = data;
      await manager.insert(InvestigationView, {
        investigationId,
        tenantId,
        title,
        description,
        status: 'open',
        userId,
        entityCount: 0,
        findingCount: 0,
        openedAt: recordedAt,
        updatedAt: recordedAt,
      });
    });
    this.on(InvestigationClosed, ({ investigationId, conclusion }, message, write) =>
      touch(write, investigationId, message, { status: 'closed', conclusion, closedAt: message.recordedAt }),
    );
    this.on(InvestigationReopened, ({ investigationId }, message, write) =>
      touch(write, investigationId, message, { status: 'open', closedAt: null }),
    );
    this.on(EntityAdded, async (data, message, write) => {
      const { investigationId, entityId, kind, name, attributes } = data;
      const { tenantId, recordedAt } = message;
      await write.manager.insert(EntityView, {
        investigationId,
        entityId,
        tenantId,
        kind,
        name,
        attributes,
        revision: 1,
        addedAt: recordedAt,
        updatedAt: recordedAt,
      });
      await touch(write, investigationId, message, { entityCount: () => 'entity_count + 1' });
    });
    this.on(EntityUpdated, async ({ investigationId, entityId, revision, name, attributes }, message, write) => {
      await change(write, { investigationId, entityId }, message, { revision, name, attributes });
      await touch(write, investigationId, message, {});
    });
    this.on(EntityEnriched, async ({ investigationId, entityId, revision, risk }, message, write) => {
      await change(write, { investigationId, entityId }, message, { revision, risk, riskScore: risk.score ?? null });
      await touch(write, investigationId, message, {});
    });
    this.on(EntityRestored, async (data, message, write) => {
      const { investigationId, entityId, revision, name, attributes, risk } = data;
      const before = { revision, name, attributes, risk: risk ?? null, riskScore: risk?.score ?? null };
      await change(write, { investigationId, entityId }, message, before);
      await touch(write, investigationId, message, {});
    });
    this.on(FindingRecorded, async (data, message, write) => {
      const { investigationId, findingId, text, entityIds, source, confidence, enrichmentId, userId } = data;
      const { tenantId, recordedAt } = message;
      await write.manager.insert(FindingView, {
        investigationId,
        findingId,
        tenantId,
        text,
        entityIds,
        source,
        confidence: confidence ?? null,
        enrichmentId: enrichmentId ?? null,
        userId: userId ?? null,
        recordedAt,
      });
      await touch(write, investigationId, message, { findingCount: () => 'finding_count + 1' });
    });
  }
}

type Changes<T> = { [K in keyof T]?: T[K] | (() => string) };

async function touch(
  { manager }: ProjectionWrite,
  investigationId: string,
  { recordedAt }: ProjectedMessage,
  changes: Changes<InvestigationView>,
): Promise<void> {
  await manager.update(InvestigationView, { investigationId }, { ...changes, updatedAt: recordedAt });
}

async function change(
  { manager }: ProjectionWrite,
  key: Pick<EntityView, 'investigationId' | 'entityId'>,
  { recordedAt }: ProjectedMessage,
  changes: Partial<EntityView>,
): Promise<void> {
  await manager.update(EntityView, key, { ...changes, updatedAt: recordedAt });
}
