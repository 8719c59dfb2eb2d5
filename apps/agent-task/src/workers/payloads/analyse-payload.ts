import { Type } from 'class-transformer';
import {
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  ArrayUnique,
  Max,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { MAX_BREADTH } from '../../engines/researcher/breadth.js';
import { Candidates } from './candidates.js';
import { Passage } from './passage.js';
import { Span } from './span.js';

/** For an analyzer: select the claims that answer, in the passages or in those it chooses among the candidates. */
export class AnalysePayload {
  @IsString()
  @MinLength(1)
  subQuestion!: string;

  /** All of the run: how telling a word is depends on how rare it is in the sources. */
  @IsArray()
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  contentIds!: string[];

  @ValidateIf(({ candidates }: AnalysePayload) => candidates === undefined)
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Passage)
  passages?: Passage[];

  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Candidates)
  candidates?: Candidates[];

  /** How widely was searched; 1 unless given. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_BREADTH)
  breadth?: number;

  /** Sentences that a review has taken out: they are no claims again. */
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Span)
  rejected?: Span[];
}
