import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The stages of a run in their order: the steps of the process, and the learning path made of its report. */
export const STAGES = ['import', 'plan', 'gather', 'analyse', 'write', 'review', 'learn'] as const;
export type Stage = (typeof STAGES)[number];

/** How far a stage of a workflow has come. */
@Entity('workflow_stages')
export class WorkflowStage {
  @PrimaryColumn('uuid', { name: 'workflow_id' })
  workflowId!: string;

  @PrimaryColumn('text')
  stage!: Stage;

  @Column('text')
  status!: 'waiting' | 'running' | 'completed' | 'failed' | 'cancelled';

  @Column('int')
  done!: number;

  /** Null until it is known how much there is to do. */
  @Column('int', { nullable: true })
  total!: number | null;
}
