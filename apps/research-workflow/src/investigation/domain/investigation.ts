import {
  EntityAdded,
  EntityEnriched,
  EntityNotRestored,
  EntityRestored,
  EntityUpdated,
  FindingRecorded,
  InvestigationClosed,
  InvestigationOpened,
  InvestigationReopened,
  type EntityKind,
  type EntityRisk,
} from '@edda/event-schemas';
import { Aggregate } from '@edda/event-store';
import { changed, sameAttributes, type AttributeChanges, type Attributes } from './entity-attributes.js';
import {
  entityChanged,
  entityNotFound,
  investigationClosed,
  investigationFull,
  investigationNotFound,
} from './investigation-errors.js';
import {
  investigationEvolver,
  newInvestigation,
  type EntityState,
  type InvestigationState,
} from './investigation-state.js';

export const MAX_ENTITIES = 1000;
export const MAX_FINDINGS = 10_000;

export interface NewEntity {
  readonly kind: EntityKind;
  readonly name: string;
  readonly attributes: Attributes;
}

export interface EntityChanges {
  readonly name?: string;
  readonly attributes?: AttributeChanges;
}

export type NewFinding = Pick<FindingRecorded, 'text' | 'source' | 'confidence' | 'enrichmentId'> & {
  readonly entityIds: readonly string[];
};

/** An entity before an enrichment changed it. */
export interface EntityBefore {
  readonly name: string;
  readonly attributes: Attributes;
  readonly risk: EntityRisk | null;
}

/** A change that an enrichment has made. */
export interface EnrichedEntity {
  readonly revision: number;
  readonly before: EntityBefore;
}

/** Who does something, and when. */
export interface Deed {
  readonly userId: string | null;
  readonly now: Date;
}

/** A matter that is looked into, with the entities that take part and what was found: open <-> closed. */
export class Investigation extends Aggregate<InvestigationState> {
  static readonly category = 'investigation';
  static readonly snapshotVersion = 1;

  constructor(id: string) {
    super(id, newInvestigation, investigationEvolver);
  }

  /** One that exists already stays as it is: the same request came twice. */
  open(title: string, description: string, deed: Deed): void {
    if (this.state.status !== 'new') return;
    this.record(InvestigationOpened, { ...this.told(deed), title, description });
  }

  /** Once; closing a closed one changes nothing. */
  close(conclusion: string, deed: Deed): void {
    this.assertExists();
    if (this.state.status === 'closed') return;
    this.record(InvestigationClosed, { ...this.told(deed), conclusion });
  }

  /** Once; reopening an open one changes nothing. */
  reopen(reason: string, deed: Deed): void {
    this.assertExists();
    if (this.state.status === 'open') return;
    this.record(InvestigationReopened, { ...this.told(deed), reason });
  }

  /** An entity that is there already stays as it is. */
  addEntity(entityId: string, { kind, name, attributes }: NewEntity, deed: Deed): void {
    this.assertExists();
    if (this.state.entities[entityId]) return;
    this.assertOpen();
    if (Object.keys(this.state.entities).length >= MAX_ENTITIES) {
      throw investigationFull(this.id, 'entities', MAX_ENTITIES);
    }
    this.record(EntityAdded, { ...this.told(deed), entityId, kind, name, attributes: { ...changed({}, attributes) } });
  }

  /** @param known the revision the caller has seen, where it must be the present one */
  updateEntity(entityId: string, changes: EntityChanges, known: number | null, deed: Deed): void {
    const entity = this.openEntity(entityId, known);
    const name = changes.name ?? entity.name;
    const attributes = changed(entity.attributes, changes.attributes ?? {});
    if (name === entity.name && sameAttributes(attributes, entity.attributes)) return;
    const revision = entity.revision + 1;
    this.record(EntityUpdated, { ...this.told(deed), entityId, revision, name, attributes: { ...attributes } });
  }

  /** A finding that is there already stays as it is. */
  recordFinding(findingId: string, finding: NewFinding, deed: Deed): void {
    this.assertExists();
    if (this.state.findingIds.includes(findingId)) return;
    this.assertOpen();
    for (const entityId of finding.entityIds) this.entity(entityId);
    if (this.state.findingIds.length >= MAX_FINDINGS) throw investigationFull(this.id, 'findings', MAX_FINDINGS);
    const { text, source, confidence, enrichmentId } = finding;
    const entityIds = [...new Set(finding.entityIds)];
    this.record(FindingRecorded, {
      ...this.told(deed),
      findingId,
      text,
      entityIds,
      source,
      confidence,
      enrichmentId,
    });
  }

  /**
   * Takes in what an enrichment came to.
   *
   * @param known the revision the enrichment began with: what was found is about that one
   * @returns the revision it makes
   */
  enrichEntity(entityId: string, enrichmentId: string, known: number, risk: EntityRisk, now: Date): number {
    const revision = this.openEntity(entityId, known).revision + 1;
    this.record(EntityEnriched, { ...this.at(now), entityId, enrichmentId, revision, risk });
    return revision;
  }

  /**
   * Undoes what an enrichment changed, also after the investigation was closed. An entity that somebody has changed since
   * is not overwritten; that it was not is recorded.
   */
  restoreEntity(
    entityId: string,
    enrichmentId: string,
    enriched: EnrichedEntity,
    now: Date,
  ): 'restored' | 'changed-since' {
    const { revision, name } = this.entity(entityId);
    const told = { ...this.at(now), entityId, enrichmentId };
    if (revision === enriched.revision) {
      const { before } = enriched;
      const attributes = { ...before.attributes };
      this.record(EntityRestored, {
        ...told,
        revision: revision + 1,
        name: before.name,
        attributes,
        risk: before.risk,
      });
      return 'restored';
    }
    this.record(EntityNotRestored, {
      ...told,
      enrichedRevision: enriched.revision,
      revision,
      detail: `${name} is at revision ${revision}: it was changed after the enrichment had made revision ${enriched.revision}, and stays as it is.`,
    });
    return 'changed-since';
  }

  /** @throws EddaError `INVESTIGATION.NOT_FOUND`, `ENTITY.NOT_FOUND` */
  entity(entityId: string): EntityState {
    this.assertExists();
    const entity = this.state.entities[entityId];
    if (!entity) throw entityNotFound(this.id, entityId);
    return entity;
  }

  /** @throws EddaError besides those of {@link entity}: `INVESTIGATION.CLOSED`, `ENTITY.CHANGED` */
  openEntity(entityId: string, known: number | null): EntityState {
    const entity = this.entity(entityId);
    this.assertOpen();
    if (known !== null && known !== entity.revision) throw entityChanged(entity.name, known, entity.revision);
    return entity;
  }

  private assertExists(): void {
    if (this.state.status === 'new') throw investigationNotFound(this.id);
  }

  private assertOpen(): void {
    if (this.state.status === 'closed') throw investigationClosed(this.id, this.state.title);
  }

  private told({ userId, now }: Deed): { investigationId: string; userId: string | null; timestamp: string } {
    return { ...this.at(now), userId };
  }

  private at(now: Date): { investigationId: string; timestamp: string } {
    return { investigationId: this.id, timestamp: now.toISOString() };
  }
}
