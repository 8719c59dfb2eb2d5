import type { Citation } from '@edda/event-schemas';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What callers see of a finding. */
@Entity('investigation_findings')
export class FindingView {
  @PrimaryColumn('uuid', { name: 'investigation_id' })
  investigationId!: string;

  @PrimaryColumn('uuid', { name: 'finding_id' })
  findingId!: string;

  @Column('text', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  text!: string;

  @Column('uuid', { name: 'entity_ids', array: true })
  entityIds!: string[];

  @Column('json')
  source!: Citation;

  @Column('float8', { nullable: true })
  confidence!: number | null;

  @Column('uuid', { name: 'enrichment_id', nullable: true })
  enrichmentId!: string | null;

  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;
}
