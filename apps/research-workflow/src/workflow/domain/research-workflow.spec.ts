import {
  message,
  ResearchWorkflowCancelled,
  ResearchWorkflowCompleted,
  ResearchWorkflowCreated,
  ResearchWorkflowFailed,
  ResearchWorkflowStarted,
  type ResearchSource,
} from '@edda/event-schemas';
import { given } from '@edda/event-store/testing';
import { describe, it } from '@jest/globals';
import { ResearchWorkflow, type Completion } from './research-workflow.js';

const workflowId = '0190a000-0000-7000-8000-000000000001';
const now = new Date('2026-01-02T03:04:05.000Z');
const timestamp = now.toISOString();
const question = 'Who built the mill?';
const sources: ResearchSource[] = [
  { contentId: '0190a000-0000-7000-8000-000000000002', source: 'a.md', origin: 'upload' },
];
const completion: Completion = {
  report: { url: `/api/v1/research/workflows/${workflowId}/report`, sha256: 'a'.repeat(64) },
  sectionCount: 1,
  claimCount: 2,
  unanswered: [],
  score: 1,
};
const workflow = () => new ResearchWorkflow(workflowId);
const created = message(ResearchWorkflowCreated, { workflowId, question, sources, userId: null, timestamp });
const started = message(ResearchWorkflowStarted, { workflowId, timestamp });
const completed = message(ResearchWorkflowCompleted, { workflowId, question, ...completion, timestamp });
const cancelled = message(ResearchWorkflowCancelled, { workflowId, reason: 'Enough.', timestamp });

describe('a research workflow', () => {
  it('is created with its question and sources, once', () => {
    given(workflow())
      .when((it) => it.create(question, sources, null, now))
      .then(created);
    given(workflow(), created)
      .when((it) => it.create(question, sources, null, now))
      .thenNothing();
  });

  it('starts when it is created', () => {
    given(workflow(), created)
      .when((it) => it.start(now))
      .then(started);
  });

  it('does not start when it does not exist', () => {
    given(workflow())
      .when((it) => it.start(now))
      .thenRefused('RESEARCH.WORKFLOW_NOT_FOUND');
  });

  it('completes only while it runs', () => {
    given(workflow(), created, started)
      .when((it) => it.complete(completion, now))
      .then(completed);
    given(workflow(), created)
      .when((it) => it.complete(completion, now))
      .thenRefused('RESEARCH.INVALID_TRANSITION');
  });

  it('fails with a code and a sentence', () => {
    given(workflow(), created, started)
      .when((it) => it.fail('RESEARCH.NO_READABLE_SOURCE', 'None.', now))
      .then(
        message(ResearchWorkflowFailed, {
          workflowId,
          code: 'RESEARCH.NO_READABLE_SOURCE',
          detail: 'None.',
          timestamp,
        }),
      );
  });

  it('can be cancelled before and while it runs, and twice without a second event', () => {
    given(workflow(), created)
      .when((it) => it.cancel('Enough.', now))
      .then(cancelled);
    given(workflow(), created, started, cancelled)
      .when((it) => it.cancel('Again.', now))
      .thenNothing();
  });

  it('cannot be cancelled after it has completed', () => {
    given(workflow(), created, started, completed)
      .when((it) => it.cancel('Too late.', now))
      .thenRefused('RESEARCH.INVALID_TRANSITION');
  });
});
