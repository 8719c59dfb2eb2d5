import type { EntityKind, EntityRisk } from '@edda/event-schemas';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What callers see of an entity. */
@Entity('investigation_entities')
export class EntityView {
  @PrimaryColumn('uuid', { name: 'investigation_id' })
  investigationId!: string;

  @PrimaryColumn('uuid', { name: 'entity_id' })
  entityId!: string;

  @Column('text', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  kind!: EntityKind;

  @Column('text')
  name!: string;

  @Column('json')
  attributes!: Record<string, string>;

  @Column('int')
  revision!: number;

  @Column('json', { nullable: true })
  risk!: EntityRisk | null;

  @Column('float8', { name: 'risk_score', nullable: true })
  riskScore!: number | null;

  @Column('timestamptz', { name: 'added_at' })
  addedAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
