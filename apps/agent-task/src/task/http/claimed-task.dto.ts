import { AGENT_TYPES, TASK_PRIORITIES } from '@edda/event-schemas';
import { ApiProperty } from '@nestjs/swagger';
import type { ClaimedTask } from '../commands/claim-task/claimed-task.js';
import { TASK_TYPES } from '../domain/task-types.js';

/** A lease as its holder sees it. */
export class LeaseDto {
  @ApiProperty({ format: 'date-time', description: "When the task goes to another agent, by the database's clock" })
  leaseUntil!: string;

  @ApiProperty({ type: 'integer', description: 'How long each heartbeat extends the lease, in milliseconds' })
  leaseMs!: number;
}

/** A task in the hands of an agent. */
export class ClaimedTaskDto extends LeaseDto {
  @ApiProperty({ format: 'uuid' })
  taskId!: string;

  @ApiProperty({ format: 'uuid' })
  correlationId!: string;

  @ApiProperty()
  agentId!: string;

  @ApiProperty({ type: 'integer', description: 'Proves the claim: give it back with every later request' })
  fence!: number;

  @ApiProperty({ type: 'integer', description: '2 and more: the attempts before came to nothing' })
  attempt!: number;

  @ApiProperty({ enum: Object.keys(TASK_TYPES) })
  taskType!: string;

  @ApiProperty({ enum: AGENT_TYPES })
  agentType!: string;

  @ApiProperty({ enum: TASK_PRIORITIES })
  priority!: string;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Its shape belongs to the task type' })
  payload!: Record<string, unknown>;

  @ApiProperty({ type: 'integer', description: 'In milliseconds' })
  expectedDuration!: number;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
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
