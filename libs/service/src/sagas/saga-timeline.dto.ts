import type { SagaTimeline } from '@edda/sagas';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** Entries of one answer. */
const MOST_ENTRIES = 1000;

const TIME = { type: 'string', format: 'date-time' } as const;
const FAILURE = { type: 'object', properties: { code: { type: 'string' }, detail: { type: 'string' } } } as const;
const ASKED = { type: 'object', properties: { by: { type: 'string' }, reason: { type: 'string' } } } as const;

/** Something that happened to an instance. Which of the fields there are follows from its kind. */
export class SagaTimelineEntryDto {
  @ApiProperty({
    enum: [
      'started',
      'step',
      'compensation',
      'branch',
      'round',
      'loop-left',
      'signal',
      'control',
      'going-back',
      'stuck',
      'ended',
    ],
    example: 'step',
  })
  kind!: string;

  @ApiProperty({ ...TIME, description: 'When it happened or began' })
  at!: string;

  @ApiProperty({ type: 'integer', description: 'How many loops it lies in', example: 0 })
  depth!: number;

  @ApiPropertyOptional({ type: 'string', nullable: true, description: 'The step', example: 'fetch' })
  step?: string | null;

  @ApiPropertyOptional({ type: 'integer', description: 'How often the saga had come to this step, from 1' })
  round?: number;

  @ApiPropertyOptional({ enum: ['local', 'another', 'signal', 'sleep'], description: 'What the step does' })
  work?: string;

  @ApiPropertyOptional({ enum: ['open', 'completed', 'failed', 'skipped', 'left', 'compensated'] })
  outcome?: string;

  @ApiPropertyOptional({ ...TIME, nullable: true })
  endedAt?: string | null;

  @ApiPropertyOptional({ type: 'integer', description: 'The highest attempt of an execution' })
  attempts?: number;

  @ApiPropertyOptional({ type: 'integer', nullable: true, description: 'How many there may be, where that is known' })
  attemptsAtMost?: number | null;

  @ApiPropertyOptional({
    type: 'object',
    nullable: true,
    description: 'Of a fan-out',
    properties: { size: { type: 'integer' }, done: { type: 'integer' }, failed: { type: 'integer' } },
  })
  executions?: object | null;

  @ApiPropertyOptional({
    type: 'array',
    description: 'Attempts that failed; `retryAt` is null when it was the last one',
    items: {
      type: 'object',
      properties: {
        at: TIME,
        index: { type: 'integer', nullable: true },
        attempt: { type: 'integer' },
        failure: FAILURE,
        retryAt: { ...TIME, nullable: true },
      },
    },
  })
  failures?: object[];

  @ApiPropertyOptional({ ...ASKED, nullable: true, description: 'Who skipped it' })
  skipped?: object | null;

  @ApiPropertyOptional({
    type: 'array',
    items: {
      type: 'object',
      properties: { purpose: { type: 'string' }, dueAt: TIME, firedAt: { ...TIME, nullable: true } },
    },
  })
  timers?: object[];

  @ApiPropertyOptional({ type: 'string', nullable: true })
  signal?: string | null;

  @ApiPropertyOptional({ description: 'It went on without the signal' })
  withoutSignal?: boolean;

  @ApiPropertyOptional()
  branch?: string;

  @ApiPropertyOptional({ type: 'string', nullable: true })
  way?: string | null;

  @ApiPropertyOptional()
  loop?: string;

  @ApiPropertyOptional({ type: 'integer' })
  iteration?: number;

  @ApiPropertyOptional({ type: 'integer' })
  iterations?: number;

  @ApiPropertyOptional({ enum: ['done', 'bound'] })
  because?: string;

  @ApiPropertyOptional({ enum: ['paused', 'resumed', 'cancelled', 'retried', 'migrated'] })
  action?: string;

  @ApiPropertyOptional({ description: 'Who asked for it' })
  by?: string;

  @ApiPropertyOptional()
  reason?: string;

  @ApiPropertyOptional({ description: 'Cancelled: whether what was done is undone' })
  compensate?: boolean;

  @ApiPropertyOptional({ description: 'Retried: undoing the step' })
  compensation?: boolean;

  @ApiPropertyOptional({ description: 'Migrated: the version before' })
  from?: string;

  @ApiPropertyOptional({ description: 'Migrated: the version since' })
  to?: string;

  @ApiPropertyOptional({ type: 'integer', description: 'Among the executions of the step, from 0' })
  index?: number;

  @ApiPropertyOptional({ description: 'Stuck: on the way back' })
  compensating?: boolean;

  @ApiPropertyOptional({ ...FAILURE, nullable: true })
  failure?: object | null;

  @ApiPropertyOptional({ enum: ['completed', 'failed', 'cancelled'] })
  status?: string;

  @ApiPropertyOptional({ type: 'integer' })
  compensated?: number;
}

/** The newest entries, as they are sent. */
export function toEntryDtos({ entries }: SagaTimeline): { entries: SagaTimelineEntryDto[]; entriesBefore: number } {
  const entriesBefore = Math.max(0, entries.length - MOST_ENTRIES);
  // Every time becomes text, at whatever depth it lies.
  const plain = JSON.parse(JSON.stringify(entries.slice(entriesBefore))) as SagaTimelineEntryDto[];
  return { entries: plain, entriesBefore };
}
