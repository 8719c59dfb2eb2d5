import type { SagaOverview, SagaTimeline, Waiting } from '@edda/sagas';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { SagaProgress } from './read-saga.js';
import { SagaTimelineEntryDto, toEntryDtos } from './saga-timeline.dto.js';
import { LISTED_STATUSES } from './saga-requests.dto.js';

/** Executions whose progress is told in one answer. */
const MOST_PROGRESS = 1000;
const NULLABLE_TIME = { type: 'string', format: 'date-time', nullable: true } as const;

/** Why a saga or a step failed. */
export class SagaFailureDto {
  @ApiProperty({ example: 'STORE.FULL' })
  code!: string;

  @ApiProperty({ example: 'The disk is full.' })
  detail!: string;
}

/** One instance of a saga, as lists show it. */
export class SagaSummaryDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ example: 'download' })
  saga!: string;

  @ApiProperty({ description: 'Of the definition that it runs', example: '1.0.0' })
  version!: string;

  @ApiProperty({ enum: LISTED_STATUSES, example: 'running' })
  status!: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'The step it was seen at last', example: 'fetch' })
  step!: string | null;

  @ApiProperty({
    type: SagaFailureDto,
    nullable: true,
    description: 'Why it goes back, is stuck, failed or was cancelled',
    example: null,
  })
  failure!: SagaFailureDto | null;

  @ApiProperty({ format: 'uuid' })
  correlationId!: string;

  @ApiProperty({ format: 'date-time' })
  startedAt!: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt!: string;

  @ApiProperty({ ...NULLABLE_TIME, example: null })
  endedAt!: string | null;

  @ApiProperty({ ...NULLABLE_TIME, description: 'When it wakes up by itself', example: null })
  wakesAt!: string | null;
}

/** What an instance waits for. */
export class WaitingDto {
  @ApiProperty({
    enum: ['outcome', 'signal', 'timer', 'action', 'retry', 'decision'],
    description: '`decision`: somebody must resume, retry, skip or cancel it',
    example: 'signal',
  })
  kind!: string;

  @ApiProperty({ example: 'fetch' })
  step!: string;

  @ApiProperty({ type: 'integer', example: 1 })
  round!: number;

  @ApiProperty({ type: 'integer', description: 'How many executions wait for it', example: 1 })
  open!: number;

  @ApiProperty({ type: 'integer', description: 'Out of how many', example: 1 })
  of!: number;

  @ApiProperty({ ...NULLABLE_TIME, description: 'When that ends by itself', example: null })
  until!: string | null;

  @ApiPropertyOptional({ description: 'The name of the signal', example: 'approved' })
  signal?: string;
}

/** How far one local execution has come. */
export class SagaProgressDto {
  @ApiProperty({ type: 'integer', description: 'Among the executions of the step, from 0', example: 0 })
  index!: number;

  @ApiProperty({ nullable: true, description: 'As it told last; its shape is the step’s', example: { bytes: 48213 } })
  value!: unknown;

  @ApiProperty({ format: 'date-time' })
  updatedAt!: string;
}

/** One instance of a saga, with everything that is known of it. */
export class SagaDto extends SagaSummaryDto {
  @ApiProperty({ type: 'integer', description: 'How many events its history has, or had then', example: 4 })
  at!: number;

  @ApiProperty({
    nullable: true,
    description: 'What its steps have made so far; its shape is the definition’s',
    example: { url: 'https://example.org/plans/relay.png' },
  })
  state!: unknown;

  @ApiProperty({ type: [WaitingDto] })
  waitsFor!: WaitingDto[];

  @ApiProperty({
    type: [SagaProgressDto],
    description: 'Of the step it is at: 1,000 at most; none of how it was before',
  })
  progress!: SagaProgressDto[];

  @ApiProperty({ type: 'integer', description: 'How many executions were undone', example: 0 })
  compensated!: number;

  @ApiProperty({ type: [SagaTimelineEntryDto], description: 'Oldest first: the newest 1,000' })
  timeline!: SagaTimelineEntryDto[];

  @ApiProperty({ type: 'integer', description: 'Older entries that are left out', example: 0 })
  entriesBefore!: number;
}

/** An instance after somebody stepped in. */
export class SteeredSagaDto extends SagaDto {
  @ApiProperty({ description: 'Whether it has taken it in yet; what has arrived for it before comes first' })
  taken!: boolean;
}

export function toSummary(overview: SagaOverview): SagaSummaryDto {
  const { id, saga, version, status, step, failure, correlationId } = overview;
  return {
    id,
    saga,
    version,
    status,
    step,
    failure: failure && { code: failure.code, detail: failure.detail },
    correlationId,
    startedAt: overview.startedAt.toISOString(),
    updatedAt: overview.updatedAt.toISOString(),
    endedAt: overview.endedAt?.toISOString() ?? null,
    wakesAt: overview.wakeAt?.toISOString() ?? null,
  };
}

/** The history is ahead of the overview while an instance moves on. */
export function toSagaDto(overview: SagaOverview, timeline: SagaTimeline, progress: readonly SagaProgress[]): SagaDto {
  const { version, status, step, failure, updatedAt, endedAt, at, state, compensated } = timeline;
  const summary = toSummary(overview);
  const { entries, entriesBefore } = toEntryDtos(timeline);
  return {
    ...summary,
    ...(at > 0 && {
      version,
      status,
      step,
      failure: failure && { code: failure.code, detail: failure.detail },
      updatedAt: updatedAt?.toISOString() ?? summary.updatedAt,
      endedAt: endedAt?.toISOString() ?? null,
    }),
    at,
    state,
    waitsFor: timeline.waitsFor.map(toWaitingDto),
    progress: progress
      .slice(0, MOST_PROGRESS)
      .map(({ index, value, updatedAt: at }) => ({ index, value, updatedAt: at.toISOString() })),
    compensated,
    timeline: entries,
    entriesBefore,
  };
}

function toWaitingDto({ kind, step, round, open, of, until, signal }: Waiting): WaitingDto {
  const dto = { kind, step, round, open, of, until: until?.toISOString() ?? null };
  return signal === undefined ? dto : { ...dto, signal };
}
