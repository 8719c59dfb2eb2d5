import { ApiProperty } from '@nestjs/swagger';
import type { EnrichmentDetails } from '../queries/get-enrichment/get-enrichment.query.js';
import { ENRICHMENT_STEPS } from '../sagas/entity-enrichment.saga.js';
import { STEP_STATUSES, stepsOf, type StepStatus } from './enrichment-steps.js';
import { FactDto, RiskScoreDto, toFactDto, toRiskScoreDto } from './risk.dto.js';

const STATUSES = ['running', 'compensating', 'paused', 'stuck', 'completed', 'failed', 'cancelled'] as const;

const UNDER_WAY: ReadonlySet<string> = new Set(['compensating', 'paused', 'stuck']);

export class EnrichmentFailureDto {
  @ApiProperty({ example: 'INVESTIGATION.CLOSED' })
  code!: string;

  @ApiProperty({ example: 'The investigation is closed.' })
  detail!: string;
}

export class EnrichmentStepDto {
  @ApiProperty({ enum: ENRICHMENT_STEPS })
  step!: string;

  @ApiProperty({ enum: STEP_STATUSES, example: 'completed' })
  status!: StepStatus;
}

/** An enrichment in a list. */
export class EnrichmentSummaryDto {
  @ApiProperty({ format: 'uuid', description: 'Also the id of its saga' })
  enrichmentId!: string;

  @ApiProperty({ description: 'The name that is looked for', example: 'Northgate' })
  name!: string;

  @ApiProperty({ type: 'integer', description: 'The revision of the entity it is about', example: 1 })
  revision!: number;

  @ApiProperty({ enum: STATUSES, example: 'completed' })
  status!: string;

  @ApiProperty({ type: EnrichmentFailureDto, nullable: true, example: null })
  failure!: EnrichmentFailureDto | null;

  @ApiProperty({
    enum: ['restored', 'changed-since'],
    nullable: true,
    description:
      'What came of the entity when the enrichment could not be finished after it had changed it: it is as it was before; or it was changed since, and stays as it is',
    example: null,
  })
  restoration!: string | null;

  @ApiProperty({ format: 'date-time' })
  startedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt!: string | null;
}

/** An enrichment with how far it has come and what it found. */
export class EnrichmentDto extends EnrichmentSummaryDto {
  @ApiProperty({ type: [EnrichmentStepDto] })
  steps!: EnrichmentStepDto[];

  @ApiProperty({ type: 'integer', nullable: true, description: 'How many different texts were read', example: 4 })
  textsRead!: number | null;

  @ApiProperty({ type: Boolean, nullable: true, description: 'Whether there was more than is kept', example: false })
  cut!: boolean | null;

  @ApiProperty({ type: [FactDto], description: 'The sentences that name it' })
  facts!: FactDto[];

  @ApiProperty({ type: RiskScoreDto, nullable: true, description: 'From the facts; null before they are scored' })
  risk!: RiskScoreDto | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Findings that were recorded and not known before',
    example: 1,
  })
  findings!: number | null;
}

export function toEnrichmentSummary({ view, saga }: EnrichmentDetails): EnrichmentSummaryDto {
  const { enrichmentId, name, revision, restoration, startedAt, endedAt } = view;
  return {
    enrichmentId,
    name,
    revision,
    status: statusOf({ view, saga }),
    failure: failureOf({ view, saga }),
    restoration,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}

export function toEnrichmentDto(details: EnrichmentDetails): EnrichmentDto {
  const { found, risk, findings } = details.view;
  return {
    ...toEnrichmentSummary(details),
    steps: stepsOf(details),
    textsRead: found?.textsRead ?? null,
    cut: found?.isCut ?? null,
    facts: risk ? risk.facts.map(toFactDto) : (found?.facts ?? []).map((fact) => toFactDto({ ...fact, terms: [] })),
    risk: risk && toRiskScoreDto(risk),
    findings,
  };
}

/** The end is told by the view alone, which changes with all that belongs to it: its saga was asked a moment later. */
function statusOf({ view, saga }: EnrichmentDetails): string {
  if (view.status !== 'running' || !saga) return view.status;
  return UNDER_WAY.has(saga.status) ? saga.status : view.status;
}

function failureOf({ view, saga }: EnrichmentDetails): EnrichmentFailureDto | null {
  if (view.failureCode !== null) return { code: view.failureCode, detail: view.failureDetail ?? '' };
  return saga && UNDER_WAY.has(saga.status) ? saga.failure : null;
}
