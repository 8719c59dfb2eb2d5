import { ApiProperty } from '@nestjs/swagger';
import type { ContentView } from '../projections/content-view.entity.js';

export class ReasonDto {
  @ApiProperty({ example: 'ENCRYPTED' })
  code!: string;

  @ApiProperty({ example: 'The PDF is encrypted: remove its password.' })
  detail!: string;
}

/** A content as callers see it. */
export class ContentDto {
  @ApiProperty({ format: 'uuid' })
  contentId!: string;

  @ApiProperty({ description: 'The source as its user named it: a path or a URL', example: 'docs/architecture.md' })
  source!: string;

  @ApiProperty({
    enum: ['requested', 'uploaded', 'processing', 'completed', 'partial', 'failed'],
    example: 'completed',
  })
  status!: string;

  @ApiProperty({ enum: ['upload', 'url'], example: 'upload' })
  origin!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Where it was fetched from', example: null })
  url!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'architecture.md' })
  fileName!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'text/markdown' })
  mimeType!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'In bytes', example: 18342 })
  fileSize!: number | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Of the bytes',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  sha256!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Of the normalised text in UTF-8',
    example: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
  })
  textSha256!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'In UTF-16 units', example: 17120 })
  textLength!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 143 })
  sentenceCount!: number | null;

  @ApiProperty({ type: String, nullable: true, example: 'Architecture' })
  title!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'ISO 639-1, or und', example: 'en' })
  language!: string | null;

  @ApiProperty({ type: [String], example: ['relay', 'broker', 'outbox'] })
  keywords!: string[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The beginning of the text',
    example: 'Edda is made of services that talk over topics.',
  })
  excerpt!: string | null;

  @ApiProperty({ type: ReasonDto, nullable: true, description: 'Why it is partial or failed', example: null })
  reason!: ReasonDto | null;

  @ApiProperty({ format: 'uuid' })
  correlationId!: string;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  completedAt!: string | null;
}

export function toContentDto(view: ContentView): ContentDto {
  return {
    contentId: view.contentId,
    source: view.source,
    status: view.status,
    origin: view.origin,
    url: view.url,
    fileName: view.fileName,
    mimeType: view.mimeType,
    fileSize: view.fileSize,
    sha256: view.sha256,
    textSha256: view.textSha256,
    textLength: view.textLength,
    sentenceCount: view.sentenceCount,
    title: view.title,
    language: view.language,
    keywords: view.keywords,
    excerpt: view.excerpt,
    reason: view.reasonCode === null ? null : { code: view.reasonCode, detail: view.reasonDetail ?? '' },
    correlationId: view.correlationId,
    createdAt: view.createdAt.toISOString(),
    completedAt: view.completedAt?.toISOString() ?? null,
  };
}
