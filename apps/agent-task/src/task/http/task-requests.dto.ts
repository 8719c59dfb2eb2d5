import { AGENT_TYPES, QualityMetrics, ResourceUsage, type AgentType } from '@edda/event-schemas';
import { PageQuery } from '@edda/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsAgentId } from '../../agent/http/is-agent-id.decorator.js';
import { TASK_STATUSES } from './task.dto.js';
import { TASK_EXAMPLE } from './task-example.js';

export const MAX_WAIT_MS = 20_000;
export const MAX_RELEASE_DELAY_MS = 3_600_000;

export class TaskListQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only tasks of this action: the id of a research workflow' })
  @IsOptional()
  @IsUUID()
  correlationId?: string;

  @ApiPropertyOptional({ enum: TASK_STATUSES, description: 'Only tasks of this status' })
  @IsOptional()
  @IsIn(TASK_STATUSES)
  status?: string;

  @ApiPropertyOptional({ enum: AGENT_TYPES, description: 'Only tasks for this kind of agent' })
  @IsOptional()
  @IsIn(AGENT_TYPES)
  agentType?: string;
}

export class ClaimTaskDto {
  @IsAgentId()
  agentId!: string;

  @ApiProperty({
    enum: AGENT_TYPES,
    isArray: true,
    description: 'The kinds of task to take one of',
    example: ['researcher'],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(AGENT_TYPES, { each: true })
  agentTypes!: AgentType[];

  @ApiPropertyOptional({
    type: 'integer',
    default: 0,
    maximum: MAX_WAIT_MS,
    description: 'How long to wait for one',
    example: 10000,
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MAX_WAIT_MS)
  waitMs: number = 0;
}

/** Which claim speaks: both values as the claim answered them. */
export class HolderDto {
  @IsAgentId()
  agentId!: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'As the claim answered it', example: 7 })
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  fence!: number;
}

export class CompleteTaskDto extends HolderDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Its shape belongs to the task type',
    example: TASK_EXAMPLE.result,
  })
  @IsObject()
  result!: Record<string, unknown>;

  @ApiPropertyOptional({
    type: 'object',
    required: ['cpuTime', 'memoryUsage', 'apiCalls'],
    properties: {
      cpuTime: { type: 'number', minimum: 0, description: 'In milliseconds' },
      memoryUsage: { type: 'number', minimum: 0, description: 'In bytes' },
      apiCalls: { type: 'integer', minimum: 0 },
    },
    example: { cpuTime: 830, memoryUsage: 73400320, apiCalls: 0 },
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => ResourceUsage)
  resourceUsage?: ResourceUsage;

  @ApiPropertyOptional({
    type: 'object',
    description: 'Each from 0 to 1; leave out what is not measured',
    properties: {
      accuracy: { type: 'number', minimum: 0, maximum: 1, nullable: true },
      completeness: { type: 'number', minimum: 0, maximum: 1, nullable: true },
      relevance: { type: 'number', minimum: 0, maximum: 1, nullable: true },
    },
    example: { completeness: 0.8 },
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => QualityMetrics)
  qualityMetrics?: Partial<QualityMetrics>;
}

export class FailTaskDto extends HolderDto {
  @ApiProperty({ example: 'MODEL.UNAVAILABLE', description: 'Stable' })
  @IsString()
  @Length(1, 100)
  code!: string;

  @ApiProperty({ description: 'A sentence for people', example: 'The model did not answer within 30 s.' })
  @IsString()
  @Length(1, 2000)
  detail!: string;

  @ApiProperty({ description: 'Whether another attempt may go better' })
  @IsBoolean()
  retryable!: boolean;
}

export class ReleaseTaskDto extends HolderDto {
  @ApiProperty({ example: 'WORKER.SHUTDOWN', description: 'Stable' })
  @IsString()
  @Length(1, 100)
  code!: string;

  @ApiProperty({ description: 'A sentence for people', example: 'The worker is being stopped.' })
  @IsString()
  @Length(1, 2000)
  detail!: string;

  @ApiPropertyOptional({ type: 'integer', default: 0, description: 'How long nobody shall claim it', example: 5000 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MAX_RELEASE_DELAY_MS)
  delayMs: number = 0;
}
