import {
  message,
  ResearchWorkflowCancelled,
  ResearchWorkflowCompleted,
  ResearchWorkflowCreated,
  ResearchWorkflowFailed,
  ResearchWorkflowPaused,
  ResearchWorkflowResumed,
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
const paused = message(ResearchWorkflowPaused, { workflowId, reason: 'Wait.', timestamp });
const resumed = message(ResearchWorkflowResumed, { workflowId, reason: 'Go on.', timestamp });
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

  it('is paused and goes on where it was, each once', () => {
    given(workflow(), created, started)
      .when((it) => it.pause('Wait.', now))
      .then(paused);
    given(workflow(), created, started, paused)
      .when((it) => it.pause('Again.', now))
      .thenNothing();
    given(workflow(), created, started, paused)
      .when((it) => it.resume('Go on.', now))
      .then(resumed);
    given(workflow(), created, started, paused, resumed)
      .when((it) => it.resume('Again.', now))
      .thenNothing();
  });

  it('can be paused before it starts, and starts when it is resumed', () => {
    given(workflow(), created)
      .when((it) => it.pause('Wait.', now))
      .then(paused);
    given(workflow(), created, paused)
      .when((it) => it.start(now))
      .thenRefused('RESEARCH.INVALID_TRANSITION');
    given(workflow(), created, paused, resumed)
      .when((it) => it.start(now))
      .then(started);
  });

  it('takes the end of what was under way when it was paused', () => {
    given(workflow(), created, started, paused)
      .when((it) => it.complete(completion, now))
      .then(completed);
    given(workflow(), created, started, paused)
      .when((it) => it.cancel('Enough.', now))
      .then(cancelled);
  });

  it('is neither paused nor resumed when it has ended, or does not exist', () => {
    for (const act of ['pause', 'resume'] as const) {
      given(workflow(), created, started, completed)
        .when((it) => it[act]('Too late.', now))
        .thenRefused('RESEARCH.INVALID_TRANSITION');
      given(workflow())
        .when((it) => it[act]('What?', now))
        .thenRefused('RESEARCH.WORKFLOW_NOT_FOUND');
    }
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
