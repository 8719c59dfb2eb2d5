import { ENTITY_KINDS } from '@edda/event-schemas';
import { ApiProperty } from '@nestjs/swagger';
import type { EntityView } from '../projections/entity-view.entity.js';
import { RiskDto, toRiskDto } from './risk.dto.js';

/** An entity in a list. */
export class EntitySummaryDto {
  @ApiProperty({ format: 'uuid' })
  investigationId!: string;

  @ApiProperty({ format: 'uuid' })
  entityId!: string;

  @ApiProperty({ enum: ENTITY_KINDS })
  kind!: string;

  @ApiProperty({ example: 'Northgate Shipping' })
  name!: string;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, example: { flag: 'Liberia' } })
  attributes!: Record<string, string>;

  @ApiProperty({ type: 'integer', description: 'Counts its changes, from 1', example: 1 })
  revision!: number;

  @ApiProperty({ type: Number, nullable: true, description: '0 to 1; null while it is not scored', example: 0.3 })
  riskScore!: number | null;

  @ApiProperty({ format: 'date-time' })
  addedAt!: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt!: string;
}

/** An entity with what its latest enrichment found. */
export class EntityDto extends EntitySummaryDto {
  @ApiProperty({ type: RiskDto, nullable: true, description: 'Null while it was not enriched' })
  risk!: RiskDto | null;
}

export function toEntitySummary(view: EntityView): EntitySummaryDto {
  const { investigationId, entityId, kind, name, attributes, revision, riskScore } = view;
  return {
    investigationId,
    entityId,
    kind,
    name,
    attributes,
    revision,
    riskScore,
    addedAt: view.addedAt.toISOString(),
    updatedAt: view.updatedAt.toISOString(),
  };
}

export function toEntityDto(view: EntityView): EntityDto {
  return { ...toEntitySummary(view), risk: view.risk && toRiskDto(view.risk) };
}
