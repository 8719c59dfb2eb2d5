import { ApiProperty } from '@nestjs/swagger';
import type { WorkflowSource } from '../projections/workflow-source.entity.js';
import { STAGES, type WorkflowStage } from '../projections/workflow-stage.entity.js';
import type { WorkflowView } from '../projections/workflow-view.entity.js';
import type { WorkflowDetails } from '../queries/get-workflow/get-workflow.query.js';

export class FailureDto {
  @ApiProperty({ example: 'RESEARCH.NO_READABLE_SOURCE' })
  code!: string;

  @ApiProperty()
  detail!: string;
}

/** A workflow in a list. */
export class WorkflowSummaryDto {
  @ApiProperty({ format: 'uuid' })
  workflowId!: string;

  @ApiProperty({ format: 'uuid', description: 'Joins every event and log line of the run' })
  correlationId!: string;

  @ApiProperty()
  question!: string;

  @ApiProperty({ enum: ['created', 'running', 'paused', 'completed', 'failed', 'cancelled'] })
  status!: string;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  startedAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  completedAt!: string | null;

  @ApiProperty({ type: FailureDto, nullable: true })
  failure!: FailureDto | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  learningPathId!: string | null;
}

export class StageDto {
  @ApiProperty({ enum: STAGES })
  stage!: string;

  @ApiProperty({ enum: ['waiting', 'running', 'completed', 'failed', 'cancelled'] })
  status!: string;

  @ApiProperty({ type: 'integer' })
  done!: number;

  @ApiProperty({ type: 'integer', nullable: true })
  total!: number | null;
}

export class WorkflowSourceDto {
  @ApiProperty({ format: 'uuid' })
  contentId!: string;

  @ApiProperty()
  source!: string;

  @ApiProperty({ enum: ['upload', 'url'] })
  origin!: string;

  @ApiProperty({ enum: ['requested', 'uploaded', 'processing', 'completed', 'partial', 'failed', 'cancelled'] })
  status!: string;

  @ApiProperty({ type: String, nullable: true })
  sha256!: string | null;

  @ApiProperty({ type: String, nullable: true })
  textSha256!: string | null;

  @ApiProperty({ type: String, nullable: true })
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
