import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What callers see of a content. */
@Entity('content_views')
export class ContentView {
  @PrimaryColumn('uuid', { name: 'content_id' })
  contentId!: string;

  @Column('text', { name: 'tenant_id' })
  tenantId!: string;

  @Column('uuid', { name: 'correlation_id' })
  correlationId!: string;

  /** The event after which it is as it is: what is done to it next is caused by that. */
  @Column('uuid', { name: 'last_event_id' })
  lastEventId!: string;

  @Column('text')
  status!: 'requested' | 'uploaded' | 'processing' | 'completed' | 'partial' | 'failed';

  @Column('text')
  source!: string;

  @Column('text')
  origin!: 'upload' | 'url';

  @Column('text', { nullable: true })
  url!: string | null;

  @Column('text', { name: 'file_name', nullable: true })
  fileName!: string | null;

  @Column('text', { name: 'file_url', nullable: true })
  fileUrl!: string | null;

  @Column('text', { name: 'mime_type', nullable: true })
  mimeType!: string | null;

  @Column('int', { name: 'file_size', nullable: true })
  fileSize!: number | null;

  @Column('text', { nullable: true })
  sha256!: string | null;

  @Column('text', { name: 'text_sha256', nullable: true })
  textSha256!: string | null;

  @Column('int', { name: 'text_length', nullable: true })
  textLength!: number | null;

  @Column('int', { name: 'sentence_count', nullable: true })
  sentenceCount!: number | null;

  @Column('text', { nullable: true })
  title!: string | null;

  @Column('text', { nullable: true })
  language!: string | null;

  @Column('text', { array: true })
  keywords!: string[];

  @Column('text', { nullable: true })
  excerpt!: string | null;

  @Column('text', { name: 'reason_code', nullable: true })
  reasonCode!: string | null;

  @Column('text', { name: 'reason_detail', nullable: true })
  reasonDetail!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'completed_at', nullable: true })
  completedAt!: Date | null;
}
