import type { SubscriptionStatus } from '@edda/messaging';
import { ApiProperty } from '@nestjs/swagger';

/** How one subscription of this process stands. */
export class SubscriptionDto {
  @ApiProperty({ description: 'Its consumer group', example: 'learning.run-completed' })
  name!: string;

  @ApiProperty({ enum: ['connecting', 'running', 'stuck', 'stopped'], example: 'running' })
  state!: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'Why it does not run', example: null })
  reason!: string | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    enum: ['circuit-breaker', 'rate-limit', 'parked-messages', null],
    description: 'What it waits for on purpose',
    example: null,
  })
  paused!: string | null;

  @ApiProperty({ type: [String], example: ['research_events'] })
  topics!: string[];

  @ApiProperty({
    type: [String],
    nullable: true,
    description: 'The messages it wants; null for all of its topics',
    example: ['ResearchWorkflowCompleted'],
  })
  types!: string[] | null;

  @ApiProperty({ type: 'integer', description: 'Partitions that this process holds', example: 12 })
  partitions!: number;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Records before the group, in every partition; null when it was not read lately',
    example: 0,
  })
  lag!: number | null;

  @ApiProperty({ type: 'integer', description: 'Messages in its handler now', example: 1 })
  running!: number;

  @ApiProperty({ type: 'integer', description: 'Records finished since the service started', example: 5120 })
  finished!: number;

  @ApiProperty({ enum: ['closed', 'open', 'half-open'] })
  breaker!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'Messages put aside, by why',
    example: {},
  })
  parked!: Record<string, number>;

  @ApiProperty({ type: 'integer', description: 'Dead letters nobody has decided about', example: 0 })
  dead!: number;
}

export interface PutAside {
  readonly parked: Readonly<Record<string, number>>;
  readonly dead: number;
}

export function toSubscriptionDto(status: SubscriptionStatus, { parked, dead }: PutAside): SubscriptionDto {
  const { group, phase, reason, paused, topics, types, assignment, lag, running, finished, gate } = status;
  return {
    name: group,
    state: phase,
    reason,
    paused,
    topics: [...topics],
    types: types && [...types],
    partitions: assignment.length,
    lag: lag && lag.reduce((sum, partition) => sum + partition.lag, 0),
    running,
    finished,
    breaker: gate.breaker,
    parked: { ...parked },
    dead,
  };
}
