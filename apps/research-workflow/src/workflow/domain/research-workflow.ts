import {
  ResearchWorkflowCancelled,
  ResearchWorkflowCompleted,
  ResearchWorkflowCreated,
  ResearchWorkflowFailed,
  ResearchWorkflowStarted,
  type ResearchSource,
} from '@edda/event-schemas';
import { Aggregate } from '@edda/event-store';
import { invalidTransition, workflowNotFound } from './workflow-errors.js';
import { newWorkflow, workflowEvolver, type WorkflowState, type WorkflowStatus } from './workflow-state.js';

/** What a finished workflow says of its report. */
export type Completion = Pick<
  ResearchWorkflowCompleted,
  'report' | 'sectionCount' | 'claimCount' | 'unanswered' | 'score'
>;

/** A question put to a set of sources: created -> running -> completed | failed | cancelled. */
export class ResearchWorkflow extends Aggregate<WorkflowState> {
  static readonly category = 'research';
  static readonly snapshotVersion = 1;

  constructor(id: string) {
    super(id, newWorkflow, workflowEvolver);
  }

  /** A workflow that exists already stays as it is: the same request came twice. */
  create(question: string, sources: ResearchSource[], userId: string | null, now: Date): void {
    if (this.state.status !== 'new') return;
    this.record(ResearchWorkflowCreated, {
      workflowId: this.id,
      question,
      sources,
      userId,
      timestamp: now.toISOString(),
    });
  }

  start(now: Date): void {
    if (this.state.status === 'running') return;
    this.assertMayBecome('running', ['created']);
    this.record(ResearchWorkflowStarted, { workflowId: this.id, timestamp: now.toISOString() });
  }

  complete(completion: Completion, now: Date): void {
    this.assertMayBecome('completed', ['running']);
    const { question } = this.state;
    this.record(ResearchWorkflowCompleted, {
      workflowId: this.id,
      question,
      ...completion,
      timestamp: now.toISOString(),
    });
  }

  fail(code: string, detail: string, now: Date): void {
    this.assertMayBecome('failed', ['created', 'running']);
    this.record(ResearchWorkflowFailed, { workflowId: this.id, code, detail, timestamp: now.toISOString() });
  }

  /** Once; cancelling a cancelled workflow changes nothing. */
  cancel(reason: string, now: Date): void {
    if (this.state.status === 'cancelled') return;
    this.assertMayBecome('cancelled', ['created', 'running']);
    this.record(ResearchWorkflowCancelled, { workflowId: this.id, reason, timestamp: now.toISOString() });
  }

  private assertMayBecome(to: WorkflowStatus, from: readonly WorkflowStatus[]): void {
    if (this.state.status === 'new') throw workflowNotFound(this.id);
    if (!from.includes(this.state.status)) throw invalidTransition(this.id, this.state.status, to);
  }
}
