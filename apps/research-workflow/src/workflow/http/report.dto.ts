import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { REPORT_SCHEMA_VERSION } from '../report/report.js';

const QUOTE = 'The relay sends each message again until the broker has confirmed it.';
const SUB_QUESTION = 'What keeps a message from being lost?';
const SHA256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const TEXT_SHA256 = '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752';

/** A place in the text of a source: `text.slice(start, end) === quote`, in UTF-16 units. */
export class ReportCitationDto {
  @ApiProperty({ format: 'uuid' })
  contentId!: string;

  @ApiProperty({ example: 'docs/messaging.md' })
  source!: string;

  @ApiProperty({ description: 'Of the bytes of the source', example: SHA256 })
  sha256!: string;

  @ApiProperty({ type: 'integer', example: 1024 })
  start!: number;

  @ApiProperty({ type: 'integer', example: 1093 })
  end!: number;

  @ApiProperty({ example: QUOTE })
  quote!: string;
}

export class ReportClaimDto {
  @ApiProperty({ example: 'claim-1' })
  id!: string;

  @ApiProperty({ example: QUOTE })
  text!: string;

  @ApiProperty({ type: [ReportCitationDto] })
  citations!: ReportCitationDto[];
}

export class ReportSectionDto {
  @ApiProperty({ example: SUB_QUESTION })
  subQuestion!: string;

  @ApiProperty({ type: [ReportClaimDto] })
  claims!: ReportClaimDto[];
}

export class ReportSourceDto {
  @ApiProperty({ format: 'uuid' })
  contentId!: string;

  @ApiProperty({ description: 'As its user named it: a path or a URL', example: 'docs/messaging.md' })
  source!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Of the bytes', example: SHA256 })
  sha256!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Of the text in UTF-8', example: TEXT_SHA256 })
  textSha256!: string | null;

  @ApiProperty({ enum: ['completed', 'partial', 'failed'] })
  status!: string;

  @ApiPropertyOptional({ description: 'Why it is partial or failed', example: 'The PDF is encrypted.' })
  reason?: string;
}

export class ReviewProblemDto {
  @ApiProperty({ example: 'claim-2' })
  claimId!: string;

  @ApiProperty({ example: 'SOURCE_CHANGED' })
  code!: string;

  @ApiProperty({ example: 'The source was changed since it was read.' })
  detail!: string;
}

/** The figures of the review, each from 0 to 1. */
export class ReviewDto {
  @ApiProperty({ description: 'The others together', example: 0.93 })
  score!: number;

  @ApiProperty({ description: 'Share of the sub-questions that have a claim', example: 1 })
  coverage!: number;

  @ApiProperty({ description: 'Share of the citations that hold', example: 1 })
  accuracy!: number;

  @ApiProperty({ description: 'How much of its sub-question a claim names, on average', example: 0.8 })
  relevance!: number;

  @ApiProperty({ description: 'Share of the phrases of the question that some claim names', example: 0.75 })
  completeness!: number;

  @ApiProperty({ type: [ReviewProblemDto], description: 'What was taken out, and why' })
  problems!: ReviewProblemDto[];
}

/** What a run has found, each claim with the places that say it. */
export class ReportDto {
  @ApiProperty({ enum: [REPORT_SCHEMA_VERSION] })
  schemaVersion!: string;

  @ApiProperty({ format: 'uuid' })
  workflowId!: string;

  @ApiProperty({ example: 'How does it keep a message from being lost?' })
  question!: string;

  @ApiProperty({ example: 'How does it keep a message from being lost?' })
  title!: string;

  @ApiProperty({ example: QUOTE })
  summary!: string;

  @ApiProperty({ type: [ReportSectionDto] })
  sections!: ReportSectionDto[];

  @ApiProperty({ type: [ReportSourceDto] })
  sources!: ReportSourceDto[];

  @ApiProperty({ type: [String], description: 'Sub-questions without an answer', example: [] })
  unanswered!: string[];

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null until it has been made' })
  learningPathId!: string | null;

  @ApiProperty({ type: ReviewDto })
  review!: ReviewDto;
}
