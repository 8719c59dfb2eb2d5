import { IsArray, IsBoolean, IsHash, IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID, Min } from 'class-validator';
import { EventSchema } from '../message-definition.js';
import { Description } from '../schema/description.js';
import { Nested } from '../schema/nested.js';

export const CONTENT_TYPES = ['text', 'image', 'audio', 'document', 'video'] as const;
export type ContentType = (typeof CONTENT_TYPES)[number];

export class ContentMetadata {
  @IsOptional()
  @IsString()
  title?: string;

  @IsOptional()
  @IsString()
  description?: string;

  @IsArray()
  @IsString({ each: true })
  tags!: string[];
}

export class ProcessingOptions {
  @IsBoolean()
  extractText!: boolean;

  @IsBoolean()
  analyzeSentiment!: boolean;

  @IsBoolean()
  extractEntities!: boolean;

  @IsBoolean()
  generateSummary!: boolean;
}

@EventSchema({
  type: 'ContentUploaded',
  version: '1.2.0',
  sender: 'content',
  listeners: ['content', 'research-workflow'],
  description: 'The bytes of a source have arrived and are stored under `fileUrl`.',
})
export class ContentUploaded {
  @IsUUID()
  contentId!: string;

  @IsOptional()
  @IsString()
  userId!: string | null;

  @IsIn(CONTENT_TYPES)
  contentType!: ContentType;

  @IsString()
  source!: string;

  @IsString()
  fileName!: string;

  @Description('In bytes.')
  @IsInt()
  @Min(0)
  fileSize!: number;

  @IsString()
  mimeType!: string;

  @Description("A reference into the content service's blob store.")
  @IsString()
  fileUrl!: string;

  @Description('Of the bytes.')
  @IsHash('sha256')
  sha256!: string;

  @Nested(() => ContentMetadata)
  metadata!: ContentMetadata;

  @Nested(() => ProcessingOptions)
  processingOptions!: ProcessingOptions;

  @IsISO8601()
  timestamp!: string;
}
