import { IsBoolean, IsInt, IsNumber, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { Description } from '../schema/description.js';
import { NestedList } from '../schema/nested.js';
import { Citation } from '../shared/citation.js';

/** A word of risk in a sentence about an entity. */
export class RiskTerm {
  @IsString()
  category!: string;

  @Description('As it stands in the quote.')
  @IsString()
  term!: string;

  @Description('False where the sentence denies it: "was not convicted".')
  @IsBoolean()
  counted!: boolean;
}

/** A sentence about an entity, where it stands, and the words of risk in it. */
export class EntityFact extends Citation {
  @Description('Of the text, by ISO 639-1, or `und`.')
  @IsString()
  language!: string;

  @NestedList(() => RiskTerm)
  terms!: RiskTerm[];
}

/** What one category adds to a score. */
export class RiskContribution {
  @IsString()
  category!: string;

  @Description('How heavy the category is, 0 to 1.')
  @IsNumber()
  @Min(0)
  @Max(1)
  weight!: number;

  @Description('How many different texts say it of the entity.')
  @IsInt()
  @Min(1)
  sources!: number;

  @Description('`weight * (1 - 0.5 ^ sources)`.')
  @IsNumber()
  @Min(0)
  @Max(1)
  value!: number;
}

/** How much of a risk the sentences about an entity speak of, and why. */
export class EntityRisk {
  @Description('From 0 to 1: `1 - product of (1 - value)` over the contributions. Null without enough evidence.')
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  score!: number | null;

  @IsString()
  @MaxLength(1000)
  explanation!: string;

  @Description('The words and weights that were used, by name and version.')
  @IsString()
  method!: string;

  @NestedList(() => RiskContribution)
  contributions!: RiskContribution[];

  @NestedList(() => EntityFact)
  facts!: EntityFact[];
}
