import type { EntityRisk } from '@edda/event-schemas';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FoundFacts } from '../facts/fact-finder.js';

/** What came of an entity whose enrichment could not be finished. */
export type Restoration = 'restored' | 'changed-since';

/** An enrichment and what its steps have come to; how far it is, its saga tells. */
@Entity('entity_enrichments')
export class EnrichmentView {
  @PrimaryColumn('uuid', { name: 'enrichment_id' })
  enrichmentId!: string;

  @Column('text', { name: 'tenant_id' })
  tenantId!: string;

  @Column('uuid', { name: 'investigation_id' })
  investigationId!: string;

  @Column('uuid', { name: 'entity_id' })
  entityId!: string;

  /** The name that is looked for. */
  @Column('text')
  name!: string;

  /** The revision of the entity it is about. */
  @Column('int')
  revision!: number;

  @Column('text')
  status!: 'running' | 'completed' | 'failed' | 'cancelled';

  @Column('json', { nullable: true })
  found!: FoundFacts | null;

  @Column('json', { nullable: true })
  risk!: EntityRisk | null;

  /** Whether it has changed the entity. */
  @Column('bool', { name: 'is_enriched', default: false })
  isEnriched!: boolean;

  /** Null while it has changed nothing, or what it changed stands. */
  @Column('text', { nullable: true })
  restoration!: Restoration | null;

  /** How many findings were recorded, and not known before. */
  @Column('int', { nullable: true })
  findings!: number | null;

  @Column('text', { name: 'failure_code', nullable: true })
  failureCode!: string | null;

  @Column('text', { name: 'failure_detail', nullable: true })
  failureDetail!: string | null;

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
