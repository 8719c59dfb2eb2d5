import type { JsonShape } from '../json-shape.js';
import {
  SOURCE_STATUSES,
  STAGES,
  STAGE_STATUSES,
  WORKFLOW_STATUSES,
  type SourceView,
  type StageView,
  type WorkflowSummary,
  type WorkflowView,
} from './workflow-view.js';

export function readWorkflowSummary(shape: JsonShape, value: unknown, path: string): WorkflowSummary {
  const view = shape.record(value, path);
  return {
    workflowId: shape.uuid(view['workflowId'], `${path}.workflowId`),
    question: shape.text(view['question'], `${path}.question`),
    status: shape.oneOf(view['status'], `${path}.status`, WORKFLOW_STATUSES),
    createdAt: shape.text(view['createdAt'], `${path}.createdAt`),
    failure: shape.nullable(view['failure'], `${path}.failure`, (failure, at) => {
      const { code, detail } = shape.record(failure, at);
      return { code: shape.text(code, `${at}.code`), detail: shape.text(detail, `${at}.detail`) };
    }),
  };
}

export function readWorkflow(shape: JsonShape, value: unknown, path: string): WorkflowView {
  const view = shape.record(value, path);
  return {
    ...readWorkflowSummary(shape, value, path),
    stages: shape.list(view['stages'], `${path}.stages`, (stage, at) => readStage(shape, stage, at)),
    sources: shape.list(view['sources'], `${path}.sources`, (source, at) => readSource(shape, source, at)),
  };
}

function readStage(shape: JsonShape, value: unknown, path: string): StageView {
  const stage = shape.record(value, path);
  return {
    stage: shape.oneOf(stage['stage'], `${path}.stage`, STAGES),
    status: shape.oneOf(stage['status'], `${path}.status`, STAGE_STATUSES),
    done: shape.integer(stage['done'], `${path}.done`),
    total: shape.nullable(stage['total'], `${path}.total`, (total, at) => shape.integer(total, at)),
  };
}

function readSource(shape: JsonShape, value: unknown, path: string): SourceView {
  const source = shape.record(value, path);
  return {
    contentId: shape.uuid(source['contentId'], `${path}.contentId`),
    source: shape.text(source['source'], `${path}.source`),
    origin: shape.oneOf(source['origin'], `${path}.origin`, ['upload', 'url']),
    status: shape.oneOf(source['status'], `${path}.status`, SOURCE_STATUSES),
    reason: shape.nullable(source['reason'], `${path}.reason`, (reason, at) => shape.text(reason, at)),
  };
}
