import { ApiProperty } from '@nestjs/swagger';
import type { InvestigationView } from '../projections/investigation-view.entity.js';
import { INVESTIGATION_STATUSES } from './investigation-requests.dto.js';

export class InvestigationDto {
  @ApiProperty({ format: 'uuid' })
  investigationId!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty()
  description!: string;

  @ApiProperty({ enum: INVESTIGATION_STATUSES })
  status!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Of the last time it was closed' })
  conclusion!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Who opened it' })
  userId!: string | null;

  @ApiProperty({ type: 'integer' })
  entityCount!: number;

  @ApiProperty({ type: 'integer' })
  findingCount!: number;

  @ApiProperty({ format: 'date-time' })
  openedAt!: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  closedAt!: string | null;
}

export function toInvestigationDto(view: InvestigationView): InvestigationDto {
  const { investigationId, title, description, status, conclusion, userId, entityCount, findingCount } = view;
  return {
    investigationId,
    title,
    description,
    status,
    conclusion,
    userId,
    entityCount,
    findingCount,
    openedAt: view.openedAt.toISOString(),
    updatedAt: view.updatedAt.toISOString(),
    closedAt: view.closedAt?.toISOString() ?? null,
  };
}
