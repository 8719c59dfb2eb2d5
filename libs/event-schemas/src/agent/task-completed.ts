import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { FailureReason } from '../content/content-processing-completed.js';
import { EventSchema } from '../message-definition.js';
import { TASK_OUTCOMES, type TaskOutcome } from './agent-kinds.js';

export class ResourceUsage {
  /** In milliseconds. */
  @IsNumber()
  @Min(0)
  cpuTime!: number;

  /** In bytes. */
  @IsNumber()
  @Min(0)
  memoryUsage!: number;

  @IsInt()
  @Min(0)
  apiCalls!: number;
}

/** Each from 0 to 1; null where the agent does not measure it. */
export class QualityMetrics {
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  accuracy!: number | null;

  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  completeness!: number | null;

  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  relevance!: number | null;
}

@EventSchema({
  type: 'TaskCompleted',
  version: '1.1.0',
  sender: 'agent-task',
  listeners: ['research-workflow'],
  description: 'A task has come to its end, whichever: completed with a result, failed with a reason, or cancelled.',
})
export class TaskCompleted {
  @IsUUID()
  taskId!: string;

  /** Null when no agent ever held the task. */
  @IsOptional()
  @IsString()
  agentId!: string | null;

  @IsIn(TASK_OUTCOMES)
  status!: TaskOutcome;

  /** Present when completed; its shape belongs to the task type. */
  @IsOptional()
  @IsObject()
  result?: Record<string, unknown>;

  /** Present when failed or cancelled. */
  @IsOptional()
  @ValidateNested()
  @Type(() => FailureReason)
  reason?: FailureReason;

  /** From the claim to the end, in milliseconds. */
  @IsInt()
  @Min(0)
  executionTime!: number;

  @IsInt()
  @Min(0)
  attempts!: number;

  @ValidateNested()
  @Type(() => ResourceUsage)
  resourceUsage!: ResourceUsage;

  @ValidateNested()
  @Type(() => QualityMetrics)
  qualityMetrics!: QualityMetrics;

  @IsISO8601()
  timestamp!: string;
}
