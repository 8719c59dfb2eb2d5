import { AGENT_TYPES, TASK_PRIORITIES } from '@edda/event-schemas';
import { ApiProperty } from '@nestjs/swagger';
import { TASK_TYPES } from '../domain/task-types.js';
import type { TaskView } from '../projections/task-view.entity.js';
import type { TaskDetails } from '../queries/get-task/get-task.query.js';
import { TASK_EXAMPLE } from './task-example.js';

export const TASK_STATUSES = ['queued', 'assigned', 'completed', 'failed', 'cancelled'] as const;

export class TaskReasonDto {
  @ApiProperty({ example: 'TASK.LEASE_EXPIRED' })
  code!: string;

  @ApiProperty({ example: 'Agent my-researcher-1 did not extend its lease in time.' })
  detail!: string;
}

/** A task as callers see it in a list. */
export class TaskDto {
  @ApiProperty({ format: 'uuid' })
  taskId!: string;

  @ApiProperty({ format: 'uuid', description: 'Of the action it belongs to: the id of the research workflow' })
  correlationId!: string;

  @ApiProperty({ enum: Object.keys(TASK_TYPES), example: TASK_EXAMPLE.taskType })
  taskType!: string;

  @ApiProperty({ enum: AGENT_TYPES, example: TASK_EXAMPLE.agentType })
  agentType!: string;

  @ApiProperty({ enum: TASK_PRIORITIES })
  priority!: string;

  @ApiProperty({ enum: TASK_STATUSES, example: 'completed' })
  status!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Who holds it, or held it last',
    example: 'my-researcher-1',
  })
  agentId!: string | null;

  @ApiProperty({ type: 'integer', description: 'How often it was assigned', example: 1 })
  attempts!: number;

  @ApiProperty({
    type: TaskReasonDto,
    nullable: true,
    description: 'Why the last attempt failed, or the task',
    example: null,
  })
  reason!: TaskReasonDto | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'In milliseconds', example: 5000 })
  expectedDuration!: number | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  deadline!: string | null;

  @ApiProperty({ type: 'integer', description: 'Size of the payload as JSON', example: 112 })
  payloadBytes!: number;

  @ApiProperty({ type: 'integer', description: 'Size of the result as JSON; 0 when there is none', example: 67 })
  resultBytes!: number;

  @ApiProperty({ format: 'date-time' })
  queuedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Start of the last attempt' })
  assignedAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  completedAt!: string | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'From the last claim to the end, in milliseconds',
    example: 1250,
  })
  executionTime!: number | null;

  @ApiProperty({
    type: 'object',
    nullable: true,
    properties: {
      cpuTime: { type: 'number', description: 'In milliseconds' },
      memoryUsage: { type: 'number', description: 'In bytes' },
      apiCalls: { type: 'integer' },
    },
    example: { cpuTime: 830, memoryUsage: 73400320, apiCalls: 0 },
  })
  resourceUsage!: TaskView['resourceUsage'];

  @ApiProperty({
    type: 'object',
    nullable: true,
    description: 'Each from 0 to 1; null where the agent does not measure it',
    properties: {
      accuracy: { type: 'number', nullable: true },
      completeness: { type: 'number', nullable: true },
      relevance: { type: 'number', nullable: true },
    },
    example: { accuracy: null, completeness: 0.8, relevance: null },
  })
  qualityMetrics!: TaskView['qualityMetrics'];
}

/** One task with what its agent gets and gives. */
export class TaskDetailsDto extends TaskDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Its shape belongs to the task type',
    example: TASK_EXAMPLE.payload,
  })
  payload!: Record<string, unknown>;

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, example: TASK_EXAMPLE.result })
  result!: Record<string, unknown> | null;
}

export function toTaskDto(view: TaskView): TaskDto {
  const { tenantId: _tenantId, position: _position, ...task } = view;
  return {
    ...task,
    deadline: view.deadline?.toISOString() ?? null,
    queuedAt: view.queuedAt.toISOString(),
    assignedAt: view.assignedAt?.toISOString() ?? null,
    completedAt: view.completedAt?.toISOString() ?? null,
  };
}

export function toTaskDetailsDto({ view, payload, result }: TaskDetails): TaskDetailsDto {
  return { ...toTaskDto(view), payload, result };
}
