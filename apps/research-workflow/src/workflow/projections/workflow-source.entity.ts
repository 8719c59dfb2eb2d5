import { Column, Entity, PrimaryColumn } from 'typeorm';

export type SourceStatus = 'requested' | 'uploaded' | 'processing' | 'completed' | 'partial' | 'failed' | 'cancelled';

/** A source of a workflow, as the content service tells of it. */
@Entity('workflow_sources')
export class WorkflowSource {
  @PrimaryColumn('uuid', { name: 'content_id' })
  contentId!: string;

  @Column('uuid', { name: 'workflow_id' })
  workflowId!: string;

  @Column('int')
  ordinal!: number;

  @Column('text')
  source!: string;

  @Column('text')
  origin!: 'upload' | 'url';

  @Column('text')
  status!: SourceStatus;

  @Column('text', { nullable: true })
  sha256!: string | null;

  @Column('text', { name: 'text_sha256', nullable: true })
  textSha256!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;
}
