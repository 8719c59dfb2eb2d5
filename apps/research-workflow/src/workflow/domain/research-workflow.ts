import {
  ResearchWorkflowCancelled,
  ResearchWorkflowCompleted,
  ResearchWorkflowCreated,
  ResearchWorkflowFailed,
  ResearchWorkflowPaused,
  ResearchWorkflowResumed,
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

/** A question put to a set of sources: created -> running <-> paused -> completed | failed | cancelled. */
export class ResearchWorkflow extends Aggregate<WorkflowState> {
  static readonly category = 'research';
  static readonly snapshotVersion = 2;

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

  /** Once; pausing a paused workflow changes nothing. */
  pause(reason: string, now: Date): void {
    if (this.state.status === 'paused') return;
    this.assertMayBecome('paused', ['created', 'running']);
    this.record(ResearchWorkflowPaused, { workflowId: this.id, reason, timestamp: now.toISOString() });
  }

  /** Once; a workflow that is not paused goes on as it does. */
  resume(reason: string, now: Date): void {
    if (this.state.status === 'created' || this.state.status === 'running') return;
    this.assertMayBecome('running', ['paused']);
    this.record(ResearchWorkflowResumed, { workflowId: this.id, reason, timestamp: now.toISOString() });
  }

  /** Also while it is paused: the last of what was under way may have come to its end. */
  complete(completion: Completion, now: Date): void {
    this.assertMayBecome('completed', ['running', 'paused']);
    const { question } = this.state;
    this.record(ResearchWorkflowCompleted, {
      workflowId: this.id,
      question,
      ...completion,
      timestamp: now.toISOString(),
    });
  }

  fail(code: string, detail: string, now: Date): void {
    this.assertMayBecome('failed', ['created', 'running', 'paused']);
    this.record(ResearchWorkflowFailed, { workflowId: this.id, code, detail, timestamp: now.toISOString() });
  }

  /** Once; cancelling a cancelled workflow changes nothing. */
  cancel(reason: string, now: Date): void {
    if (this.state.status === 'cancelled') return;
    this.assertMayBecome('cancelled', ['created', 'running', 'paused']);
    this.record(ResearchWorkflowCancelled, { workflowId: this.id, reason, timestamp: now.toISOString() });
  }

  private assertMayBecome(to: WorkflowStatus, from: readonly WorkflowStatus[]): void {
    if (this.state.status === 'new') throw workflowNotFound(this.id);
    if (!from.includes(this.state.status)) throw invalidTransition(this.id, this.state.status, to);
  }
}
