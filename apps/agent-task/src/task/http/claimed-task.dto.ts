import { AGENT_TYPES, TASK_PRIORITIES } from '@edda/event-schemas';
import { ApiProperty } from '@nestjs/swagger';
import type { ClaimedTask } from '../commands/claim-task/claimed-task.js';
import { TASK_TYPES } from '../domain/task-types.js';
import { TASK_EXAMPLE } from './task-example.js';

/** A lease as its holder sees it. */
export class LeaseDto {
  @ApiProperty({ format: 'date-time', description: "When the task goes to another agent, by the database's clock" })
  leaseUntil!: string;

  @ApiProperty({
    type: 'integer',
    description: 'How long each heartbeat extends the lease, in milliseconds',
    example: 30000,
  })
  leaseMs!: number;
}

/** A task in the hands of an agent. */
export class ClaimedTaskDto extends LeaseDto {
  @ApiProperty({ format: 'uuid' })
  taskId!: string;

  @ApiProperty({ format: 'uuid' })
  correlationId!: string;

  @ApiProperty({ example: 'my-researcher-1' })
  agentId!: string;

  @ApiProperty({ type: 'integer', description: 'Proves the claim: give it back with every later request', example: 7 })
  fence!: number;

  @ApiProperty({ type: 'integer', description: '2 and more: the attempts before came to nothing', example: 1 })
  attempt!: number;

  @ApiProperty({ enum: Object.keys(TASK_TYPES), example: TASK_EXAMPLE.taskType })
  taskType!: string;

  @ApiProperty({ enum: AGENT_TYPES, example: TASK_EXAMPLE.agentType })
  agentType!: string;

  @ApiProperty({ enum: TASK_PRIORITIES })
  priority!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Its shape belongs to the task type',
    example: TASK_EXAMPLE.payload,
  })
  payload!: Record<string, unknown>;

  @ApiProperty({ type: 'integer', description: 'In milliseconds', example: 5000 })
  expectedDuration!: number;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  deadline!: string | null;
}

export function toClaimedTaskDto(claimed: ClaimedTask, leaseMs: number): ClaimedTaskDto {
  const { taskId, holder, attempt, request, leaseUntil, origin } = claimed;
  return {
    taskId,
    correlationId: origin.correlationId,
    ...holder,
    attempt,
    ...request,
    deadline: request.deadline ?? null,
    leaseUntil: leaseUntil.toISOString(),
    leaseMs,
  };
}
