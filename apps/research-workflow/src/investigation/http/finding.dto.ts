import { exampleId } from '@edda/service';
import { ApiProperty } from '@nestjs/swagger';
import type { FindingView } from '../projections/finding-view.entity.js';
import { CitationDto, toCitationDto } from './risk.dto.js';

export class FindingDto {
  @ApiProperty({ format: 'uuid' })
  findingId!: string;

  @ApiProperty({ example: 'The papers of the Northgate were forged.' })
  text!: string;

  @ApiProperty({
    type: [String],
    format: 'uuid',
    description: 'The entities it concerns',
    example: [exampleId('entityId')],
  })
  entityIds!: string[];

  @ApiProperty({ type: CitationDto })
  source!: CitationDto;

  @ApiProperty({ type: Number, nullable: true, description: '0 to 1; null where nobody has judged it', example: 0.8 })
  confidence!: number | null;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The enrichment that found it; null for one that a person recorded',
    example: null,
  })
  enrichmentId!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  userId!: string | null;

  @ApiProperty({ format: 'date-time' })
  recordedAt!: string;
}

export function toFindingDto(view: FindingView): FindingDto {
  const { findingId, text, entityIds, source, confidence, enrichmentId, userId, recordedAt } = view;
  return {
    findingId,
    text,
    entityIds,
    source: toCitationDto(source),
    confidence,
    enrichmentId,
    userId,
    recordedAt: recordedAt.toISOString(),
  };
}
