import { ResearchWorkflowCompleted, ResearchWorkflowCreated } from '@edda/event-schemas';
import { Projection, Projections } from '@edda/event-store';
import { SagaEnded, StepCompleted, StepFailed, StepOutcomeReceived, StepStarted } from '@edda/sagas';
import { Injectable } from '@nestjs/common';
import { WorkflowViewProjection } from './workflow-view.projection.js';
import { STAGES, WorkflowStage, type Stage } from './workflow-stage.entity.js';

/**
 * Keeps {@link WorkflowStage} from what the process records; a stage that is worked over runs again. The messages of the
 * process carry the workflow as correlation.
 */
@Injectable()
export class WorkflowStageProjection extends Projection {
  readonly name = 'workflow-stages';

  /** @param _views registers first: stages belong to a workflow that is there */
  constructor(projections: Projections, _views: WorkflowViewProjection) {
    super(projections);
    this.on(ResearchWorkflowCreated, async ({ workflowId, sources }, _message, { manager }) => {
      await manager.insert(
        WorkflowStage,
        STAGES.map((stage) => ({
          workflowId,
          stage,
          status: 'waiting' as const,
          done: 0,
          total: stage === 'import' ? sources.length : null,
        })),
      );
    });
    this.on(StepStarted, async ({ step, awaits, size }, { metadata }, { manager }) => {
      const key = { workflowId: metadata.correlationId, stage: step as Stage };
      await manager.update(WorkflowStage, key, { status: 'running', done: 0, total: size ?? awaits.length });
    });
    this.on(StepOutcomeReceived, async (_data, { metadata }, { manager }) => {
      await manager.increment(WorkflowStage, { workflowId: metadata.correlationId, status: 'running' }, 'done', 1);
    });
    // One of several may fail for good without failing the stage: a source that cannot be read is done with.
    this.on(StepFailed, async ({ step, retryAt, whole }, { metadata }, { manager }) => {
      if (retryAt !== undefined || whole) return;
      const key = { workflowId: metadata.correlationId, stage: step as Stage, status: 'running' as const };
      await manager.increment(WorkflowStage, key, 'done', 1);
    });
    this.on(StepCompleted, async ({ step }, { metadata }, { manager }) => {
      const key = { workflowId: metadata.correlationId, stage: step as Stage };
      await manager.update(WorkflowStage, key, { status: 'completed' });
    });
    this.on(SagaEnded, async ({ status }, { metadata }, { manager }) => {
      if (status === 'completed') return;
      await manager.update(WorkflowStage, { workflowId: metadata.correlationId, status: 'running' }, { status });
    });
    this.on(ResearchWorkflowCompleted, async ({ workflowId }, _message, { manager }) => {
      await manager.update(WorkflowStage, { workflowId, stage: 'learn' }, { status: 'running', total: 1 });
    });
  }
}
