import type { Citation, EntityFact, EntityRisk } from '@edda/event-schemas';
import { ApiProperty } from '@nestjs/swagger';

/** A place in a text: `text.slice(start, end) === quote`, in UTF-16 units. */
export class CitationDto {
  @ApiProperty({ format: 'uuid' })
  contentId!: string;

  @ApiProperty({ description: 'The source as its user named it: a path or a URL', example: 'letters/1911-03.txt' })
  source!: string;

  @ApiProperty({
    description: "Of the source's bytes",
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  sha256!: string;

  @ApiProperty({ type: 'integer', example: 210 })
  start!: number;

  @ApiProperty({ type: 'integer', example: 261 })
  end!: number;

  @ApiProperty({ example: 'The papers of the Northgate were forged in Hamburg.' })
  quote!: string;
}

export class RiskTermDto {
  @ApiProperty({ example: 'fraud' })
  category!: string;

  @ApiProperty({ example: 'forged' })
  term!: string;

  @ApiProperty({ description: 'False where the sentence denies it' })
  counted!: boolean;
}

export class FactDto extends CitationDto {
  @ApiProperty({ description: 'ISO 639-1, or und', example: 'en' })
  language!: string;

  @ApiProperty({ type: [RiskTermDto] })
  terms!: RiskTermDto[];
}

export class RiskContributionDto {
  @ApiProperty({ example: 'fraud' })
  category!: string;

  @ApiProperty({ example: 0.6 })
  weight!: number;

  @ApiProperty({ type: 'integer', description: 'How many different texts speak of it', example: 1 })
  sources!: number;

  @ApiProperty({ description: 'weight * (1 - 0.5 ^ sources)', example: 0.3 })
  value!: number;
}

/** How much of a risk the sentences about an entity speak of. */
export class RiskScoreDto {
  @ApiProperty({ type: Number, nullable: true, description: '0 to 1; null without enough evidence', example: 0.3 })
  score!: number | null;

  @ApiProperty({ example: '1 text of 4 speaks of fraud.' })
  explanation!: string;

  @ApiProperty({ example: 'risk-terms/1', description: 'The words and weights that were used' })
  method!: string;

  @ApiProperty({ type: [RiskContributionDto], description: 'The score is 1 - product of (1 - value)' })
  contributions!: RiskContributionDto[];
}

/** A score with all that is needed to do the sum again. */
export class RiskDto extends RiskScoreDto {
  @ApiProperty({ type: [FactDto] })
  facts!: FactDto[];
}

export function toRiskScoreDto({ score, explanation, method, contributions }: EntityRisk): RiskScoreDto {
  return { score: score ?? null, explanation, method, contributions: [...contributions] };
}

export function toRiskDto(risk: EntityRisk): RiskDto {
  return { ...toRiskScoreDto(risk), facts: risk.facts.map(toFactDto) };
}

export function toFactDto({ language, terms, ...citation }: EntityFact): FactDto {
  return { ...toCitationDto(citation), language, terms: [...terms] };
}

export function toCitationDto({ contentId, source, sha256, start, end, quote }: Citation): CitationDto {
  return { contentId, source, sha256, start, end, quote };
}
