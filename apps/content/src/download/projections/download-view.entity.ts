import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DownloadKind } from '../domain/download-kind.js';

/** What was asked for and what came of it; how far it has come is told by its saga. */
@Entity('download_views')
export class DownloadView {
  @PrimaryColumn('uuid', { name: 'download_id' })
  downloadId!: string;

  @Column('text', { name: 'tenant_id' })
  tenantId!: string;

  @Column('uuid', { name: 'correlation_id' })
  correlationId!: string;

  @Column('text')
  status!: 'requested' | 'completed' | 'failed' | 'cancelled';

  @Column('text')
  kind!: DownloadKind;

  @Column('text')
  url!: string;

  /** The name that who asks wants it to have. */
  @Column('text', { name: 'requested_name', nullable: true })
  requestedName!: string | null;

  @Column('json', { nullable: true })
  metadata!: Record<string, unknown> | null;

  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null;

  @Column('text', { name: 'file_path', nullable: true })
  filePath!: string | null;

  @Column('text', { name: 'file_name', nullable: true })
  fileName!: string | null;

  /** In bytes. */
  @Column('bigint', {
    name: 'file_size',
    nullable: true,
    transformer: { from: (text: string | null) => (text === null ? null : Number(text)), to: (size: number) => size },
  })
  fileSize!: number | null;

  @Column('text', { name: 'mime_type', nullable: true })
  mimeType!: string | null;

  @Column('text', { nullable: true })
  sha256!: string | null;

  @Column('text', { nullable: true })
  scan!: string | null;

  @Column('int', { nullable: true })
  width!: number | null;

  @Column('int', { nullable: true })
  height!: number | null;

  @Column('boolean', { nullable: true })
  optimised!: boolean | null;

  @Column('text', { name: 'failure_code', nullable: true })
  failureCode!: string | null;

  @Column('text', { name: 'failure_detail', nullable: true })
  failureDetail!: string | null;

  @Column('boolean', { nullable: true })
  retryable!: boolean | null;

  @Column('timestamptz', { name: 'requested_at' })
  requestedAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
