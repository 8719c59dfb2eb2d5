import { message, TaskAssigned, TaskCompleted, TaskQueued } from '@edda/event-schemas';
import { given } from '@edda/event-store/testing';
import { describe, it } from '@jest/globals';
import { TaskAttemptFailed } from './task-attempt-failed.js';
import { TaskDescribed } from './task-described.js';
import { TaskReleased } from './task-released.js';
import type { TaskRequest } from './task-state.js';
import { Task } from './task.js';

const taskId = '0198aaaa-0000-7000-8000-000000000001';
const now = new Date('2026-01-01T10:00:10.000Z');
const timestamp = now.toISOString();
const earlier = '2026-01-01T10:00:00.000Z';
const request: TaskRequest = {
  taskType: 'plan',
  agentType: 'coordinator',
  priority: 'normal',
  payload: { question: 'Why?' },
  expectedDuration: 1000,
};
const { payload, expectedDuration, ...kind } = request;
const reason = { code: 'ENGINE.BROKEN', detail: 'It broke.' };

const queued = [
  message(TaskQueued, { taskId, ...kind, timestamp: earlier }),
  message(TaskDescribed, { taskId, payload, expectedDuration }),
];
const assigned = (attempt: number, agentId = 'ada') =>
  message(TaskAssigned, { taskId, agentId, ...request, attempt, timestamp: earlier });
const attemptFailed = (attempt: number) =>
  message(TaskAttemptFailed, { taskId, agentId: 'ada', attempt, reason, timestamp: earlier });
const ended = (outcome: Partial<TaskCompleted> & Pick<TaskCompleted, 'status'>) =>
  message(TaskCompleted, {
    taskId,
    agentId: 'ada',
    executionTime: 10_000,
    attempts: 1,
    resourceUsage: { cpuTime: 0, memoryUsage: 0, apiCalls: 0 },
    qualityMetrics: { accuracy: null, completeness: null, relevance: null },
    timestamp,
    ...outcome,
  });
const completed = ended({ status: 'completed', result: { subQuestions: [] } });

const forever = { retryable: true, maxAttempts: 5 };

describe('A task', () => {
  describe('that is asked for', () => {
    it('is queued with what its agent needs', () => {
      given(new Task(taskId))
        .when((task) => task.queue(request, now))
        .then(
          message(TaskQueued, { taskId, ...kind, timestamp }),
          message(TaskDescribed, { taskId, payload, expectedDuration }),
        );
    });

    it('stays as it is when it is asked for again', () => {
      given(new Task(taskId), ...queued)
        .when((task) => task.queue({ ...request, payload: { question: 'What else?' } }, now))
        .thenNothing();
    });

    it('is refused when nobody knows its type', () => {
      given(new Task(taskId))
        .when((task) => task.queue({ ...request, taskType: 'sing' }, now))
        .thenRefused('TASK.UNKNOWN_TYPE');
    });

    it('is refused when its type belongs to another kind of agent', () => {
      given(new Task(taskId))
        .when((task) => task.queue({ ...request, agentType: 'reviewer' }, now))
        .thenRefused('TASK.AGENT_TYPE_MISMATCH');
    });

    it('is refused when its payload would not fit into TaskAssigned', () => {
      given(new Task(taskId))
        .when((task) => task.queue({ ...request, payload: { text: 'x'.repeat(1024 * 1024) } }, now))
        .thenRefused('TASK.PAYLOAD_TOO_LARGE');
    });

    it('is refused when its deadline is no time', () => {
      given(new Task(taskId))
        .when((task) => task.queue({ ...request, deadline: '2026-W01' }, now))
        .thenRefused('TASK.INVALID_DEADLINE');
    });
  });

  describe('that waits', () => {
    it('is assigned as attempt 1, with its payload', () => {
      given(new Task(taskId), ...queued)
        .when((task) => task.assign('ada', now))
        .then(message(TaskAssigned, { taskId, agentId: 'ada', ...request, attempt: 1, timestamp }));
    });

    it('is assigned as attempt 2 after a failure', () => {
      given(new Task(taskId), ...queued, assigned(1), attemptFailed(1))
        .when((task) => task.assign('bob', now))
        .then(message(TaskAssigned, { taskId, agentId: 'bob', ...request, attempt: 2, timestamp }));
    });

    it('cannot be completed by an agent that never held it', () => {
      given(new Task(taskId), ...queued)
        .when((task) => task.complete({ agentId: 'ada', fence: 1 }, { result: {} }, now))
        .thenRefused('TASK.NOT_ASSIGNED');
    });
  });

  describe('that an agent holds', () => {
    it('ends with the result of its holder, who worked from the claim to now', () => {
      given(new Task(taskId), ...queued, assigned(1))
        .when((task) => task.complete({ agentId: 'ada', fence: 1 }, { result: { subQuestions: ['Why?'] } }, now))
        .then(
          ended({
            agentId: 'ada',
            status: 'completed',
            result: { subQuestions: ['Why?'] },
            executionTime: 10_000,
            attempts: 1,
          }),
        );
    });

    it.each([
      ['an older fence', { agentId: 'ada', fence: 1 }, 'TASK.LEASE_LOST'],
      ['a fence that was never given out', { agentId: 'ada', fence: 3 }, 'TASK.NOT_ASSIGNED'],
      ['the name of another agent', { agentId: 'eve', fence: 2 }, 'TASK.LEASE_LOST'],
    ])('takes no result under %s', (_what, holder, code) => {
      given(new Task(taskId), ...queued, assigned(1), attemptFailed(1), assigned(2))
        .when((task) => task.complete(holder, { result: {} }, now))
        .thenRefused(code);
    });

    it('waits for the next attempt after a failure that may not repeat itself', () => {
      given(new Task(taskId), ...queued, assigned(1))
        .when((task) => task.fail({ agentId: 'ada', fence: 1 }, reason, forever, now))
        .then(message(TaskAttemptFailed, { taskId, agentId: 'ada', attempt: 1, reason, timestamp }));
    });

    it('fails at once when another attempt would not help', () => {
      given(new Task(taskId), ...queued, assigned(1))
        .when((task) => task.fail({ agentId: 'ada', fence: 1 }, reason, { ...forever, retryable: false }, now))
        .then(ended({ status: 'failed', reason, attempts: 1 }));
    });

    it('fails with the last reason when there were enough attempts', () => {
      given(new Task(taskId), ...queued, assigned(1), attemptFailed(1), assigned(2))
        .when((task) => task.fail({ agentId: 'ada', fence: 2 }, reason, { retryable: true, maxAttempts: 2 }, now))
        .then(ended({ status: 'failed', reason, attempts: 2 }));
    });

    it('goes back without using up an attempt when its holder cannot say anything about it', () => {
      const released = message(TaskReleased, { taskId, agentId: 'ada', attempt: 1, reason, timestamp });
      given(new Task(taskId), ...queued, assigned(1))
        .when((task) => task.release({ agentId: 'ada', fence: 1 }, reason, now))
        .then(released);
      given(new Task(taskId), ...queued, assigned(1), released, assigned(2))
        .when((task) => task.fail({ agentId: 'ada', fence: 2 }, reason, { retryable: true, maxAttempts: 2 }, now))
        .then(message(TaskAttemptFailed, { taskId, agentId: 'ada', attempt: 2, reason, timestamp }));
    });

    it('counts a holder that vanished as a failed attempt', () => {
      given(new Task(taskId), ...queued, assigned(1), attemptFailed(1), assigned(2))
        .when((task) => task.loseHolder(reason, 2, now))
        .then(ended({ status: 'failed', reason, attempts: 2 }));
    });
  });

  describe('that is over', () => {
    it('takes the same answer of the same holder again, and changes nothing', () => {
      given(new Task(taskId), ...queued, assigned(1), completed)
        .when((task) => task.complete({ agentId: 'ada', fence: 1 }, { result: { subQuestions: ['Why?'] } }, now))
        .thenNothing();
    });

    it('takes no other answer', () => {
      given(new Task(taskId), ...queued, assigned(1), completed)
        .when((task) => task.fail({ agentId: 'ada', fence: 1 }, reason, forever, now))
        .thenRefused('TASK.LEASE_LOST');
    });

    it('is neither cancelled nor overdue', () => {
      given(new Task(taskId), ...queued, assigned(1), completed)
        .when((task) => {
          task.cancel('too late', now);
          task.failOverdue(reason, now);
          task.loseHolder(reason, 1, now);
        })
        .thenNothing();
    });
  });

  it('is cancelled with the reason, whoever holds it', () => {
    given(new Task(taskId), ...queued, assigned(1))
      .when((task) => task.cancel('The user changed their mind.', now))
      .then(
        ended({
          status: 'cancelled',
          agentId: 'ada',
          reason: { code: 'TASK.CANCELLED', detail: 'The user changed their mind.' },
        }),
      );
  });

  it('that is cancelled before it is asked for is never queued', () => {
    const early = new Task(taskId);
    early.cancel('no longer needed', now);
    given(new Task(taskId), ...early.pending)
      .when((task) => task.queue(request, now))
      .thenNothing();
  });
});
