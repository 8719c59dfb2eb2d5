import { ApiProperty } from '@nestjs/swagger';
import type { WorkflowSource } from '../projections/workflow-source.entity.js';
import { STAGES, type WorkflowStage } from '../projections/workflow-stage.entity.js';
import type { WorkflowView } from '../projections/workflow-view.entity.js';
import type { WorkflowDetails } from '../queries/get-workflow/get-workflow.query.js';

export class FailureDto {
  @ApiProperty({ example: 'RESEARCH.NO_READABLE_SOURCE' })
  code!: string;

  @ApiProperty({ example: 'None of the 2 sources could be read.' })
  detail!: string;
}

/** A workflow in a list. */
export class WorkflowSummaryDto {
  @ApiProperty({ format: 'uuid' })
  workflowId!: string;

  @ApiProperty({ format: 'uuid', description: 'Joins every event and log line of the run' })
  correlationId!: string;

  @ApiProperty({ example: 'How does it keep a message from being lost?' })
  question!: string;

  @ApiProperty({ enum: ['created', 'running', 'paused', 'completed', 'failed', 'cancelled'], example: 'running' })
  status!: string;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  startedAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  completedAt!: string | null;

  @ApiProperty({ type: FailureDto, nullable: true, example: null })
  failure!: FailureDto | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: null })
  learningPathId!: string | null;
}

export class StageDto {
  @ApiProperty({ enum: STAGES, example: 'gather' })
  stage!: string;

  @ApiProperty({ enum: ['waiting', 'running', 'completed', 'failed', 'cancelled'], example: 'running' })
  status!: string;

  @ApiProperty({ type: 'integer', example: 1 })
  done!: number;

  @ApiProperty({ type: 'integer', nullable: true, example: 3 })
  total!: number | null;
}

export class WorkflowSourceDto {
  @ApiProperty({ format: 'uuid' })
  contentId!: string;

  @ApiProperty({ example: 'docs/messaging.md' })
  source!: string;

  @ApiProperty({ enum: ['upload', 'url'] })
  origin!: string;

  @ApiProperty({
    enum: ['requested', 'uploaded', 'processing', 'completed', 'partial', 'failed', 'cancelled'],
    example: 'completed',
  })
  status!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  sha256!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
  })
  textSha256!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  reason!: string | null;
}

/** A workflow with how far it has come. */
export class WorkflowDto extends WorkflowSummaryDto {
  @ApiProperty({ type: [StageDto] })
  stages!: StageDto[];

  @ApiProperty({ type: [WorkflowSourceDto] })
  sources!: WorkflowSourceDto[];
}

export function toWorkflowSummary(view: WorkflowView): WorkflowSummaryDto {
  return {
    workflowId: view.workflowId,
    correlationId: view.workflowId,
    question: view.question,
    status: view.status,
    createdAt: view.createdAt.toISOString(),
    startedAt: view.startedAt?.toISOString() ?? null,
    completedAt: view.completedAt?.toISOString() ?? null,
    failure: view.failureCode === null ? null : { code: view.failureCode, detail: view.failureDetail ?? '' },
    learningPathId: view.learningPathId,
  };
}

export function toWorkflowDto({ view, stages, sources }: WorkflowDetails): WorkflowDto {
  return { ...toWorkflowSummary(view), stages: stages.map(toStageDto), sources: sources.map(toSourceDto) };
}

function toStageDto({ stage, status, done, total }: WorkflowStage): StageDto {
  return { stage, status, done, total };
}

function toSourceDto({
  contentId,
  source,
  origin,
  status,
  sha256,
  textSha256,
  reason,
}: WorkflowSource): WorkflowSourceDto {
  return { contentId, source, origin, status, sha256, textSha256, reason };
}
