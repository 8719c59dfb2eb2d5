import { IsArray, IsHash, IsInt, IsISO8601, IsNumber, IsString, IsUUID, Max, Min } from 'class-validator';
import { EventSchema } from '../message-definition.js';
import { Description } from '../schema/description.js';
import { Nested } from '../schema/nested.js';

/** Where the report is and how to know it. */
export class ReportReference {
  @Description("Path of the report under the research-workflow service's REST API.")
  @IsString()
  url!: string;

  @Description('Of the stored findings: the sections with their claims.')
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

  @Nested(() => ReportReference)
  report!: ReportReference;

  @IsInt()
  @Min(0)
  sectionCount!: number;

  @IsInt()
  @Min(0)
  claimCount!: number;

  @Description('The sub-questions that no source answers.')
  @IsArray()
  @IsString({ each: true })
  unanswered!: string[];

  @Description("The reviewer's score, 0 to 1.")
  @IsNumber()
  @Min(0)
  @Max(1)
  score!: number;

  @IsISO8601()
  timestamp!: string;
}
