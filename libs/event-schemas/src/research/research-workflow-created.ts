import { ArrayMaxSize, IsIn, IsISO8601, IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { CONTENT_ORIGINS, type ContentOrigin } from '../content/import-content.js';
import { EventSchema } from '../message-definition.js';
import { NestedList } from '../schema/nested.js';

export class ResearchSource {
  @IsUUID()
  contentId!: string;

  @IsString()
  source!: string;

  @IsIn(CONTENT_ORIGINS)
  origin!: ContentOrigin;

  @IsOptional()
  @IsString()
  url?: string;

  @IsOptional()
  @IsString()
  unavailable?: string;
}

@EventSchema({
  type: 'ResearchWorkflowCreated',
  version: '1.0.0',
  sender: 'research-workflow',
  listeners: ['research-workflow'],
  description: 'Somebody asked a question of a set of sources.',
})
export class ResearchWorkflowCreated {
  @IsUUID()
  workflowId!: string;

  @IsString()
  @MinLength(3)
  @MaxLength(1000)
  question!: string;

  @ArrayMaxSize(2000)
  @NestedList(() => ResearchSource)
  sources!: ResearchSource[];

  @IsOptional()
  @IsString()
  userId!: string | null;

  @IsISO8601()
  timestamp!: string;
}
