import { ApiProperty } from '@nestjs/swagger';
import type { ActivityWindow } from '../activity-window.entity.js';
import type { TypeActivity } from '../queries/list-activity/list-activity.query.js';

const MINUTE_MS = 60_000;

/** A minute. */
export class ActivityWindowDto {
  @ApiProperty({ format: 'date-time' })
  start!: string;

  @ApiProperty({ type: 'integer', example: 42 })
  events!: number;

  @ApiProperty({ type: 'integer', example: 1 })
  failed!: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Mean time that what the events tell of took, in milliseconds',
    example: 812.4,
  })
  averageMs!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: '95 % took no longer, in milliseconds; at most 1 % beside the truth',
    example: 2310,
  })
  p95Ms!: number | null;

  @ApiProperty({ description: 'Whether the minute is over; events that come late may still change it' })
  closed!: boolean;
}

/** The events of one type in the last minutes. */
export class TypeActivityDto {
  @ApiProperty({ example: 'TaskCompleted' })
  type!: string;

  @ApiProperty({ example: 'agent-task', description: 'The context that sends them' })
  context!: string;

  @ApiProperty({ format: 'date-time' })
  from!: string;

  @ApiProperty({ format: 'date-time' })
  to!: string;

  @ApiProperty({ type: 'integer', example: 42 })
  events!: number;

  @ApiProperty({ description: 'Events in a minute, on average from `from` to `to`', example: 2.8 })
  perMinute!: number;

  @ApiProperty({ type: 'integer', description: 'Events that tell of a failure', example: 1 })
  failed!: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Share of failures, 0 to 1, among the events that tell how something ended; null where none does',
    example: 0.024,
  })
  failureRate!: number | null;

  @ApiProperty({
    type: [ActivityWindowDto],
    description: 'By minute, oldest first; without the minutes without events',
  })
  windows!: ActivityWindowDto[];
}

export function toTypeActivityDto({ type, context, windows }: TypeActivity, from: Date, to: Date): TypeActivityDto {
  const total = (of: (window: ActivityWindow) => number): number =>
    windows.reduce((sum, window) => sum + of(window), 0);
  const events = total((window) => window.events);
  const outcomes = total((window) => window.outcomes);
  const failed = total((window) => window.failed);
  return {
    type,
    context,
    from: from.toISOString(),
    to: to.toISOString(),
    events,
    perMinute: rounded((events * MINUTE_MS) / (to.getTime() - from.getTime())),
    failed,
    failureRate: outcomes === 0 ? null : rounded(failed / outcomes),
    windows: windows.map((window) => ({
      start: window.start.toISOString(),
      events: window.events,
      failed: window.failed,
      averageMs: window.durationAverage === null ? null : rounded(window.durationAverage),
      p95Ms: window.durationP95 === null ? null : rounded(window.durationP95),
      closed: window.isClosed,
    })),
  };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
