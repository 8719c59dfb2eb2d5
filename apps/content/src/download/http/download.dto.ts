import { ApiProperty } from '@nestjs/swagger';
import { DOWNLOAD_STATUSES as STATUSES, type DownloadStatus } from '../queries/download-status.js';
import { DOWNLOAD_KINDS } from '../domain/download-kind.js';
import type { DownloadView } from '../projections/download-view.entity.js';
import type { DownloadStanding } from '../queries/download-standing.js';

type Status = DownloadStatus;

export class DownloadErrorDto {
  @ApiProperty({ example: 'DOWNLOAD.TOO_LARGE' })
  code!: string;

  @ApiProperty({ example: 'The file has 73400320 bytes, at most 52428800 are taken.' })
  detail!: string;

  @ApiProperty({ description: 'Whether the same request may succeed later' })
  retryable!: boolean;
}

export class DownloadedImageDto {
  @ApiProperty({ type: 'integer', description: 'In pixels', example: 1600 })
  width!: number;

  @ApiProperty({ type: 'integer', description: 'In pixels', example: 900 })
  height!: number;

  @ApiProperty({ description: 'False when it is stored as it was fetched' })
  optimised!: boolean;
}

export class DownloadedFileDto {
  @ApiProperty({ example: 'relay.png' })
  fileName!: string;

  @ApiProperty({ type: 'integer', description: 'In bytes', example: 48213 })
  fileSize!: number;

  @ApiProperty({ example: 'image/png' })
  mimeType!: string;

  @ApiProperty({ example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' })
  sha256!: string;

  @ApiProperty({ enum: ['clean', 'not-scanned'] })
  scan!: string;

  @ApiProperty({ type: DownloadedImageDto, nullable: true, description: 'When it is an image' })
  image!: DownloadedImageDto | null;
}

/** A download as callers see it. */
export class DownloadDto {
  @ApiProperty({ format: 'uuid' })
  downloadId!: string;

  @ApiProperty({ enum: DOWNLOAD_KINDS, example: 'image' })
  kind!: string;

  @ApiProperty({ example: 'https://example.org/plans/relay.png' })
  url!: string;

  @ApiProperty({ enum: STATUSES, example: 'completed' })
  status!: Status;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What it is at; null before the first step and at the end',
    example: null,
  })
  step!: string | null;

  @ApiProperty({ type: 'integer', description: 'Fetched so far; in the end those of the stored file', example: 48213 })
  bytesSoFar!: number;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Null while the source has not said', example: 48213 })
  bytesTotal!: number | null;

  @ApiProperty({ type: DownloadedFileDto, nullable: true, description: 'When it is completed' })
  file!: DownloadedFileDto | null;

  @ApiProperty({
    type: DownloadErrorDto,
    nullable: true,
    description: 'When it has failed or was cancelled',
    example: null,
  })
  error!: DownloadErrorDto | null;

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, example: { album: 'plans' } })
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
