import {
  ResearchWorkflowCancelled,
  ResearchWorkflowCompleted,
  ResearchWorkflowCreated,
  ResearchWorkflowFailed,
  ResearchWorkflowStarted,
} from '@edda/event-schemas';
import { Projection, Projections } from '@edda/event-store';
import { Injectable } from '@nestjs/common';
import { WorkflowSource } from './workflow-source.entity.js';
import { WorkflowView } from './workflow-view.entity.js';

/** Keeps {@link WorkflowView} and the list of sources. */
@Injectable()
export class WorkflowViewProjection extends Projection {
  readonly name = 'workflow-views';

  constructor(projections: Projections) {
    super(projections);
    this.on(
      ResearchWorkflowCreated,
      async ({ workflowId, question, sources }, { tenantId, recordedAt }, { manager }) => {
        await manager.insert(WorkflowView, {
          workflowId,
          tenantId,
          question,
          status: 'created',
          createdAt: recordedAt,
        });
        await manager.insert(
          WorkflowSource,
          sources.map(({ contentId, source, origin }, ordinal) => ({
            contentId,
            workflowId,
            ordinal,
            source,
            origin,
            status: 'requested' as const,
          })),
        );
      },
    );
    this.on(ResearchWorkflowStarted, async ({ workflowId }, { recordedAt }, { manager }) => {
      await manager.update(WorkflowView, { workflowId }, { status: 'running', startedAt: recordedAt });
    });
    this.on(ResearchWorkflowCompleted, async ({ workflowId }, { recordedAt }, { manager }) => {
      await manager.update(WorkflowView, { workflowId }, { status: 'completed', completedAt: recordedAt });
    });
    this.on(ResearchWorkflowFailed, async ({ workflowId, code, detail }, { recordedAt }, { manager }) => {
      const failure = { failureCode: code, failureDetail: detail };
      await manager.update(WorkflowView, { workflowId }, { status: 'failed', completedAt: recordedAt, ...failure });
    });
    this.on(ResearchWorkflowCancelled, async ({ workflowId, reason }, { recordedAt }, { manager }) => {
      const failure = { failureCode: 'RESEARCH.CANCELLED', failureDetail: reason };
      await manager.update(WorkflowView, { workflowId }, { status: 'cancelled', completedAt: recordedAt, ...failure });
    });
  }
}
