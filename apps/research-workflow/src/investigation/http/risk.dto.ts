import type { Citation, EntityFact, EntityRisk } from '@edda/event-schemas';
import { ApiProperty } from '@nestjs/swagger';

/** A place in a text: `text.slice(start, end) === quote`, in UTF-16 units. */
export class CitationDto {
  @ApiProperty({ format: 'uuid' })
  contentId!: string;

  @ApiProperty({ description: 'The source as its user named it: a path or a URL' })
  source!: string;

  @ApiProperty({ description: "Of the source's bytes" })
  sha256!: string;

  @ApiProperty({ type: 'integer' })
  start!: number;

  @ApiProperty({ type: 'integer' })
  end!: number;

  @ApiProperty()
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
  @ApiProperty({ description: 'ISO 639-1, or und' })
  language!: string;

  @ApiProperty({ type: [RiskTermDto] })
  terms!: RiskTermDto[];
}

export class RiskContributionDto {
  @ApiProperty({ example: 'fraud' })
  category!: string;

  @ApiProperty()
  weight!: number;

  @ApiProperty({ type: 'integer', description: 'How many different texts speak of it' })
  sources!: number;

  @ApiProperty({ description: 'weight * (1 - 0.5 ^ sources)' })
  value!: number;
}

/** How much of a risk the sentences about an entity speak of. */
export class RiskScoreDto {
  @ApiProperty({ type: Number, nullable: true, description: '0 to 1; null without enough evidence' })
  score!: number | null;

  @ApiProperty()
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
