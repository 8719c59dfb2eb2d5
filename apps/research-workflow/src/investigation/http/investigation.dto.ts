import { ApiProperty } from '@nestjs/swagger';
import type { InvestigationView } from '../projections/investigation-view.entity.js';
import { INVESTIGATION_STATUSES } from './investigation-requests.dto.js';

export class InvestigationDto {
  @ApiProperty({ format: 'uuid' })
  investigationId!: string;

  @ApiProperty({ example: 'The lost cargo' })
  title!: string;

  @ApiProperty({ example: 'Where did the cargo of the Northgate go?' })
  description!: string;

  @ApiProperty({ enum: INVESTIGATION_STATUSES })
  status!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Of the last time it was closed', example: null })
  conclusion!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Who opened it', example: null })
  userId!: string | null;

  @ApiProperty({ type: 'integer', example: 2 })
  entityCount!: number;

  @ApiProperty({ type: 'integer', example: 5 })
  findingCount!: number;

  @ApiProperty({ format: 'date-time' })
  openedAt!: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
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
