import { createHash } from 'node:crypto';
import { UnitOfWork } from '@edda/event-store';
import { ProcessManager, type ProcessDefinition, type ProcessFailure, type StepOutcome } from '@edda/sagas';
import { Injectable } from '@nestjs/common';
import { Findings } from '../report/findings.entity.js';
import { WorkflowRepository } from '../workflow.repository.js';
import type { ResearchState } from './research-state.js';
import { analyseStep } from './steps/analyse.step.js';
import { gatherStep } from './steps/gather.step.js';
import { importStep } from './steps/import.step.js';
import { planStep } from './steps/plan.step.js';
import { reviewStep } from './steps/review.step.js';
import { writeStep } from './steps/write.step.js';

export const researchDefinition: ProcessDefinition<ResearchState> = {
  name: 'research',
  version: '1.0.0',
  steps: [importStep, planStep, gatherStep, analyseStep, writeStep, reviewStep],
};

/** Drives research workflows from the first import to the reviewed report. */
@Injectable()
export class ResearchProcess {
  private readonly manager: ProcessManager<ResearchState>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly workflows: WorkflowRepository,
  ) {
    this.manager = new ProcessManager(researchDefinition, unitOfWork, {
      completed: (id, state) => this.completed(id, state),
      failed: (id, failure) => this.failed(id, failure),
    });
  }

  async start(workflowId: string): Promise<void> {
    const { aggregate } = await this.workflows.load(workflowId);
    // Cancelled before it was taken up.
    if (aggregate.state.status !== 'created') return;
    const { question, sources } = aggregate.state;
    await this.workflows.change(workflowId, (workflow) => workflow.start(new Date()));
    await this.manager.start(workflowId, {
      workflowId,
      question,
      sources,
      readable: [],
      inquiries: [],
      draft: null,
      review: null,
    });
  }

  async settle(awaitedId: string, outcome: StepOutcome): Promise<void> {
    await this.manager.settle(awaitedId, outcome);
  }

  async cancel(workflowId: string, reason: string): Promise<void> {
    await this.manager.cancel(workflowId, reason);
  }

  private async completed(workflowId: string, { draft, review }: ResearchState): Promise<void> {
    if (!draft || !review) throw new Error(`Research process ${workflowId} ended without a reviewed draft.`);
    const json = JSON.stringify({ ...draft, review });
    const sha256 = createHash('sha256').update(json).digest('hex');
    const findings = await this.unitOfWork.repository(Findings);
    await findings.insert({ workflowId, body: { ...draft, review }, sha256 });
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
  }

  private async failed(workflowId: string, { code, detail }: ProcessFailure): Promise<void> {
    await this.workflows.change(workflowId, (workflow) => workflow.fail(code, detail, new Date()));
  }
}
