import { createHash } from 'node:crypto';
import { UnitOfWork } from '@edda/event-store';
import type { Uuid } from '@edda/kernel';
import type { SagaEnd, SagaFailure } from '@edda/sagas';
import { Injectable } from '@nestjs/common';
import { Findings } from '../report/findings.entity.js';
import { WorkflowRepository } from '../workflow.repository.js';
import type { ResearchState } from './research-state.js';

/** What becomes of a workflow when its process has ended. */
@Injectable()
export class ResearchEnd implements SagaEnd<ResearchState> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly workflows: WorkflowRepository,
  ) {}

  readonly completed = async (workflowId: Uuid, { draft, review }: ResearchState): Promise<void> => {
    if (await this.isOver(workflowId)) return;
    if (!draft || !review) throw new Error(`Research process ${workflowId} ended without a reviewed draft.`);
    const body = { ...draft, review };
    const sha256 = createHash('sha256').update(JSON.stringify(body)).digest('hex');
    const findings = await this.unitOfWork.repository(Findings);
    await findings.insert({ workflowId, body, sha256 });
    await this.workflows.change(workflowId, (workflow) =>
      workflow.complete(
        {
          report: { url: `/api/v1/research/workflows/${workflowId}/report`, sha256 },
          sectionCount: draft.sections.length,
          claimCount: draft.sections.reduce((count, section) => count + section.claims.length, 0),
          unanswered: draft.unanswered,
          score: review.score,
        },
        new Date(),
      ),
    );
  };

  readonly failed = async (workflowId: Uuid, { code, detail }: SagaFailure): Promise<void> => {
    if (await this.isOver(workflowId)) return;
    await this.workflows.change(workflowId, (workflow) => workflow.fail(code, detail, new Date()));
  };

  /** By the workflow's own command, which has been here already, or by whoever operates the sagas. */
  readonly cancelled = async (workflowId: Uuid, { detail }: SagaFailure): Promise<void> => {
    await this.workflows.change(workflowId, (workflow) => workflow.cancel(detail, new Date()));
  };

  /** Cancelled while its last outcome was on its way. */
  private async isOver(workflowId: Uuid): Promise<boolean> {
    const { aggregate } = await this.workflows.load(workflowId);
    return aggregate.state.status === 'cancelled';
  }
}
