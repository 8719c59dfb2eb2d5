import {
  ResearchWorkflowCancelled,
  ResearchWorkflowCompleted,
  ResearchWorkflowCreated,
  ResearchWorkflowFailed,
  ResearchWorkflowPaused,
  ResearchWorkflowResumed,
  ResearchWorkflowStarted,
} from '@edda/event-schemas';
import { Projection, Projections } from '@edda/event-store';
import { SagaPaused, SagaResumed } from '@edda/sagas';
import { Injectable } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import { WorkflowSource, type SourceStatus } from './workflow-source.entity.js';
import { WorkflowView } from './workflow-view.entity.js';

/** Of a source that content still works on. */
const UNFINISHED: SourceStatus[] = ['requested', 'uploaded', 'processing'];

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
    this.on(ResearchWorkflowPaused, async ({ workflowId }, _message, { manager }) => {
      await manager.update(WorkflowView, { workflowId }, { status: 'paused' });
    });
    this.on(ResearchWorkflowResumed, async ({ workflowId }, _message, { manager }) => {
      await manager.update(WorkflowView, { workflowId, startedAt: IsNull() }, { status: 'created' });
      await manager.update(WorkflowView, { workflowId, startedAt: Not(IsNull()) }, { status: 'running' });
    });
    // An operator may do so to the process alone.
    this.on(SagaPaused, async (_data, { metadata }, { manager }) => {
      await manager.update(
        WorkflowView,
        { workflowId: metadata.correlationId, status: 'running' },
        { status: 'paused' },
      );
    });
    this.on(SagaResumed, async (_data, { metadata }, { manager }) => {
      await manager.update(
        WorkflowView,
        { workflowId: metadata.correlationId, status: 'paused' },
        { status: 'running' },
      );
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
      await manager.update(WorkflowSource, { workflowId, status: In(UNFINISHED) }, { status: 'cancelled' });
    });
  }
}
