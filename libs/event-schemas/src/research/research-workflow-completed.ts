import { Type } from 'class-transformer';
import {
  IsArray,
  IsHash,
  IsInt,
  IsISO8601,
  IsNumber,
  IsString,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { EventSchema } from '../message-definition.js';

/** Where the report is and how to know it. */
export class ReportReference {
  /** Path of the report under the research-workflow service's REST API. */
  @IsString()
  url!: string;

  /** Of the stored findings: the sections with their claims. */
  @IsHash('sha256')
  sha256!: string;
}

@EventSchema({
  type: 'ResearchWorkflowCompleted',
  version: '1.0.0',
  sender: 'research-workflow',
  listeners: ['learning'],
  description: 'The report is written and reviewed.',
})
export class ResearchWorkflowCompleted {
  @IsUUID()
  workflowId!: string;

  @IsString()
  question!: string;

  @ValidateNested()
  @Type(() => ReportReference)
  report!: ReportReference;

  @IsInt()
  @Min(0)
  sectionCount!: number;

  @IsInt()
  @Min(0)
  claimCount!: number;

  /** The sub-questions that no source answers. */
  @IsArray()
  @IsString({ each: true })
  unanswered!: string[];

  /** The reviewer's score, 0 to 1. */
  @IsNumber()
  @Min(0)
  @Max(1)
  score!: number;

  @IsISO8601()
  timestamp!: string;
}
