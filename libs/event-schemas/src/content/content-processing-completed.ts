import { IsArray, IsHash, IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID, MaxLength, Min } from 'class-validator';
import { EventSchema } from '../message-definition.js';
import { Description } from '../schema/description.js';
import { Nested } from '../schema/nested.js';
import { RequiredWhen } from '../schema/required-when.js';

export const PROCESSING_STATUSES = ['success', 'partial', 'failed'] as const;
export type ProcessingStatus = (typeof PROCESSING_STATUSES)[number];

export class FailureReason {
  @Description('Stable, such as `ENCRYPTED`.')
  @IsString()
  code!: string;

  @IsString()
  detail!: string;
}

/** Where the extracted text is and how to know it. The text itself stays with the content service. */
export class TextReference {
  @Description("Path of the text under the content service's REST API.")
  @IsString()
  url!: string;

  @Description('Of the text in UTF-8.')
  @IsHash('sha256')
  sha256!: string;

  @Description('In UTF-16 units.')
  @IsInt()
  @Min(0)
  length!: number;

  @IsString()
  @MaxLength(500)
  excerpt!: string;
}

export class ProcessingResults {
  @Nested(() => TextReference)
  extractedText!: TextReference;

  @IsString()
  title!: string;

  @Description('ISO 639-1, or `und` when it cannot be told.')
  @IsString()
  language!: string;

  @IsArray()
  @IsString({ each: true })
  keywords!: string[];

  @IsInt()
  @Min(0)
  sentenceCount!: number;
}

@EventSchema({
  type: 'ContentProcessingCompleted',
  version: '2.0.0',
  since: 2,
  sender: 'content',
  listeners: ['research-workflow'],
  description: 'The text of a source is there (`success`, `partial`), or it cannot be had (`failed`, with the reason).',
})
export class ContentProcessingCompleted {
  @IsUUID()
  contentId!: string;

  @IsOptional()
  @IsString()
  userId!: string | null;

  @IsString()
  processingType!: string;

  @IsIn(PROCESSING_STATUSES)
  status!: ProcessingStatus;

  @Description('Present when the status is `partial` or `failed`.')
  @RequiredWhen('status', ['partial', 'failed'])
  @Nested(() => FailureReason)
  reason?: FailureReason;

  @Description('Present unless the status is `failed`.')
  @RequiredWhen('status', ['success', 'partial'])
  @Nested(() => ProcessingResults)
  results?: ProcessingResults;

  @Description('Of the bytes; absent when there never were any.')
  @IsOptional()
  @IsHash('sha256')
  sha256?: string;

  @Description('In milliseconds.')
  @IsInt()
  @Min(0)
  processingDuration!: number;

  @IsISO8601()
  timestamp!: string;
}
