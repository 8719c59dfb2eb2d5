import { IsIn, IsInt, IsISO8601, IsNumber, IsObject, IsOptional, IsString, IsUUID, Max, Min } from 'class-validator';
import { FailureReason } from '../content/content-processing-completed.js';
import { EventSchema } from '../message-definition.js';
import { TASK_OUTCOMES, type TaskOutcome } from './agent-kinds.js';
import { Description } from '../schema/description.js';
import { Nested } from '../schema/nested.js';

export class ResourceUsage {
  @Description('In milliseconds.')
  @IsNumber()
  @Min(0)
  cpuTime!: number;

  @Description('In bytes.')
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

  @Description('Null when no agent ever held the task.')
  @IsOptional()
  @IsString()
  agentId!: string | null;

  @IsIn(TASK_OUTCOMES)
  status!: TaskOutcome;

  @Description('Present when completed; its shape belongs to the task type.')
  @IsOptional()
  @IsObject()
  result?: Record<string, unknown>;

  @Description('Present when failed or cancelled.')
  @IsOptional()
  @Nested(() => FailureReason)
  reason?: FailureReason;

  @Description('From the claim to the end, in milliseconds.')
  @IsInt()
  @Min(0)
  executionTime!: number;

  @IsInt()
  @Min(0)
  attempts!: number;

  @Nested(() => ResourceUsage)
  resourceUsage!: ResourceUsage;

  @Nested(() => QualityMetrics)
  qualityMetrics!: QualityMetrics;

  @IsISO8601()
  timestamp!: string;
}
