import type { LearningModule } from '@edda/event-schemas';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What callers see of a learning path. */
@Entity('learning_path_views')
export class LearningPathView {
  @PrimaryColumn('uuid', { name: 'learning_path_id' })
  learningPathId!: string;

  @Column('text', { name: 'tenant_id' })
  tenantId!: string;

  @Column('uuid', { name: 'workflow_id' })
  workflowId!: string;

  @Column('text')
  title!: string;

  @Column('json')
  modules!: LearningModule[];

  @Column('int', { name: 'item_count' })
  itemCount!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
