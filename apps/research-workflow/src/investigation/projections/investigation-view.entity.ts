import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What callers see of an investigation. */
@Entity('investigation_views')
export class InvestigationView {
  @PrimaryColumn('uuid', { name: 'investigation_id' })
  investigationId!: string;

  @Column('text', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  title!: string;

  @Column('text')
  description!: string;

  @Column('text')
  status!: 'open' | 'closed';

  /** Null while it was never closed. */
  @Column('text', { nullable: true })
  conclusion!: string | null;

  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null;

  @Column('int', { name: 'entity_count' })
  entityCount!: number;

  @Column('int', { name: 'finding_count' })
  findingCount!: number;

  @Column('timestamptz', { name: 'opened_at' })
  openedAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;
}
