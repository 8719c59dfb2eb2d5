import {
  ArrayMaxSize,
  IsArray,
  IsISO8601,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { EventSchema } from '../message-definition.js';
import { Description } from '../schema/description.js';
import { Nested } from '../schema/nested.js';
import { Citation } from '../shared/citation.js';

@EventSchema({
  type: 'FindingRecorded',
  version: '1.0.0',
  sender: 'research-workflow',
  description: 'Something was found out in an investigation, with the place in a source that says it.',
})
export class FindingRecorded {
  @IsUUID()
  investigationId!: string;

  @IsUUID()
  findingId!: string;

  @IsString()
  @MinLength(1)
  @MaxLength(4000)
  text!: string;

  @Description('The entities it concerns.')
  @IsArray()
  @ArrayMaxSize(50)
  @IsUUID(undefined, { each: true })
  entityIds!: string[];

  @Nested(() => Citation)
  source!: Citation;

  @Description('How sure whoever recorded it is, 0 to 1; null where nobody has judged it.')
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  confidence!: number | null;

  @Description('The enrichment that found it; null for one that a person recorded.')
  @IsOptional()
  @IsUUID()
  enrichmentId!: string | null;

  @IsOptional()
  @IsString()
  userId!: string | null;

  @IsISO8601()
  timestamp!: string;
}
