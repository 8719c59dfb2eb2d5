import { ApiProperty } from '@nestjs/swagger';
import { DOWNLOAD_KINDS } from '../domain/download-kind.js';
import type { DownloadView } from '../projections/download-view.entity.js';
import type { DownloadStanding } from '../queries/download-standing.js';

const STATUSES = ['running', 'paused', 'compensating', 'stuck', 'completed', 'failed', 'cancelled'] as const;
type Status = (typeof STATUSES)[number];

export class DownloadErrorDto {
  @ApiProperty({ example: 'DOWNLOAD.TOO_LARGE' })
  code!: string;

  @ApiProperty()
  detail!: string;

  @ApiProperty({ description: 'Whether the same request may succeed later' })
  retryable!: boolean;
}

export class DownloadedImageDto {
  @ApiProperty({ type: 'integer', description: 'In pixels' })
  width!: number;

  @ApiProperty({ type: 'integer', description: 'In pixels' })
  height!: number;

  @ApiProperty({ description: 'False when it is stored as it was fetched' })
  optimised!: boolean;
}

export class DownloadedFileDto {
  @ApiProperty()
  fileName!: string;

  @ApiProperty({ type: 'integer', description: 'In bytes' })
  fileSize!: number;

  @ApiProperty()
  mimeType!: string;

  @ApiProperty()
  sha256!: string;

  @ApiProperty({ enum: ['clean', 'not-scanned'] })
  scan!: string;

  @ApiProperty({ type: DownloadedImageDto, nullable: true })
  image!: DownloadedImageDto | null;
}

/** A download as callers see it. */
export class DownloadDto {
  @ApiProperty({ format: 'uuid' })
  downloadId!: string;

  @ApiProperty({ enum: DOWNLOAD_KINDS })
  kind!: string;

  @ApiProperty()
  url!: string;

  @ApiProperty({ enum: STATUSES })
  status!: Status;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What it is at; null before the first step and at the end',
  })
  step!: string | null;

  @ApiProperty({ type: 'integer', description: 'Fetched so far; in the end those of the stored file' })
  bytesSoFar!: number;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Null while the source has not said' })
  bytesTotal!: number | null;

  @ApiProperty({ type: DownloadedFileDto, nullable: true, description: 'When it is completed' })
  file!: DownloadedFileDto | null;

  @ApiProperty({ type: DownloadErrorDto, nullable: true, description: 'When it has failed or was cancelled' })
  error!: DownloadErrorDto | null;

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  metadata!: Record<string, unknown> | null;

  @ApiProperty({ format: 'uuid' })
  correlationId!: string;

  @ApiProperty({ format: 'date-time' })
  requestedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt!: string | null;
}

export function toDownloadDto({ view, saga, progress }: DownloadStanding): DownloadDto {
  const { downloadId, kind, url, metadata, correlationId, requestedAt, endedAt } = view;
  return {
    downloadId,
    kind,
    url,
    status: statusOf(view, saga),
    step: saga?.step ?? null,
    bytesSoFar: progress?.bytes ?? view.fileSize ?? 0,
    bytesTotal: progress?.total ?? view.fileSize,
    file: fileOf(view),
    error: errorOf(view),
    metadata,
    correlationId,
    requestedAt: requestedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}

function statusOf({ status }: DownloadView, saga: DownloadStanding['saga']): Status {
  if (status !== 'requested') return status;
  return STATUSES.find((known) => known === saga?.status) ?? 'running';
}

function fileOf({ fileName, fileSize, mimeType, sha256, scan, width, height, optimised }: DownloadView) {
  if (fileName === null || fileSize === null || mimeType === null || sha256 === null || scan === null) return null;
  const image = width !== null && height !== null ? { width, height, optimised: optimised ?? false } : null;
  return { fileName, fileSize, mimeType, sha256, scan, image };
}

function errorOf({ failureCode, failureDetail, retryable }: DownloadView): DownloadErrorDto | null {
  return failureCode === null
    ? null
    : { code: failureCode, detail: failureDetail ?? '', retryable: retryable ?? false };
}
