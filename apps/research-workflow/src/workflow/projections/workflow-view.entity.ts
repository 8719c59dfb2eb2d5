import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What callers see of a workflow. */
@Entity('workflow_views')
export class WorkflowView {
  /** Also the correlation id of everything that follows from the workflow. */
  @PrimaryColumn('uuid', { name: 'workflow_id' })
  workflowId!: string;

  @Column('text', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  question!: string;

  @Column('text')
  status!: 'created' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { name: 'completed_at', nullable: true })
  completedAt!: Date | null;

  @Column('text', { name: 'failure_code', nullable: true })
  failureCode!: string | null;

  @Column('text', { name: 'failure_detail', nullable: true })
  failureDetail!: string | null;

  @Column('uuid', { name: 'learning_path_id', nullable: true })
  learningPathId!: string | null;

  /** Position of the latest entry in the run's story. */
  @Column('int', { name: 'last_position', default: 0 })
  lastPosition!: number;
}
