import { ApiProperty } from '@nestjs/swagger';
import type { ContentView } from '../projections/content-view.entity.js';

export class ReasonDto {
  @ApiProperty({ example: 'ENCRYPTED' })
  code!: string;

  @ApiProperty()
  detail!: string;
}

/** A content as callers see it. */
export class ContentDto {
  @ApiProperty({ format: 'uuid' })
  contentId!: string;

  @ApiProperty({ description: 'The source as its user named it: a path or a URL' })
  source!: string;

  @ApiProperty({ enum: ['requested', 'uploaded', 'processing', 'completed', 'partial', 'failed'] })
  status!: string;

  @ApiProperty({ enum: ['upload', 'url'] })
  origin!: string;

  @ApiProperty({ type: String, nullable: true })
  url!: string | null;

  @ApiProperty({ type: String, nullable: true })
  fileName!: string | null;

  @ApiProperty({ type: String, nullable: true })
  mimeType!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'In bytes' })
  fileSize!: number | null;

  @ApiProperty({ type: String, nullable: true, description: 'Of the bytes' })
  sha256!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Of the normalised text in UTF-8' })
  textSha256!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'In UTF-16 units' })
  textLength!: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  sentenceCount!: number | null;

  @ApiProperty({ type: String, nullable: true })
  title!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'ISO 639-1, or und' })
  language!: string | null;

  @ApiProperty({ type: [String] })
  keywords!: string[];

  @ApiProperty({ type: String, nullable: true, description: 'The beginning of the text' })
  excerpt!: string | null;

  @ApiProperty({ type: ReasonDto, nullable: true, description: 'Why it is partial or failed' })
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
