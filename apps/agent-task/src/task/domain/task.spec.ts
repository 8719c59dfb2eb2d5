import { message, TaskAssigned, TaskCompleted, TaskQueued, type NewMessage } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import { describe, expect, it } from '@jest/globals';
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
const completed = message(TaskCompleted, {
  taskId,
  agentId: 'ada',
  status: 'completed',
  result: { subQuestions: [] },
  executionTime: 1,
  attempts: 1,
  resourceUsage: { cpuTime: 0, memoryUsage: 0, apiCalls: 0 },
  qualityMetrics: { accuracy: null, completeness: null, relevance: null },
  timestamp: earlier,
});

/** A task with this history, what is done to it, and what it records; an error stands for its code. */
function given(...history: (NewMessage | NewMessage[])[]) {
  const task = new Task(taskId);
  for (const { definition, data } of history.flat()) task.replay({ type: definition.type, data });
  return {
    when(act: (task: Task) => void) {
      let code: string | null = null;
      try {
        act(task);
      } catch (error) {
        if (!(error instanceof EddaError)) throw error;
        code = error.code;
      }
      return {
        thenNothing: () => expect({ code, events: task.pending }).toEqual({ code: null, events: [] }),
        thenCode: (expected: string) => expect({ code, events: task.pending }).toEqual({ code: expected, events: [] }),
        then(...events: NewMessage[]) {
          expect(code).toBeNull();
          expect(task.pending.map(({ definition, data }) => ({ type: definition.type, data }))).toEqual(
            events.map(({ definition, data }) => ({ type: definition.type, data })),
          );
        },
        thenEnds: (outcome: object) => expect(task.pending.at(-1)?.data).toMatchObject(outcome),
      };
    },
  };
}

const forever = { retryable: true, maxAttempts: 5 };

describe('A task', () => {
  describe('that is asked for', () => {
    it('is queued with what its agent needs', () => {
      given()
        .when((task) => task.queue(request, now))
        .then(
          message(TaskQueued, { taskId, ...kind, timestamp }),
          message(TaskDescribed, { taskId, payload, expectedDuration }),
        );
    });

    it('stays as it is when it is asked for again', () => {
      given(queued)
        .when((task) => task.queue({ ...request, payload: { question: 'What else?' } }, now))
        .thenNothing();
    });

    it('is refused when nobody knows its type', () => {
      given()
        .when((task) => task.queue({ ...request, taskType: 'sing' }, now))
        .thenCode('TASK.UNKNOWN_TYPE');
    });

    it('is refused when its type belongs to another kind of agent', () => {
      given()
        .when((task) => task.queue({ ...request, agentType: 'reviewer' }, now))
        .thenCode('TASK.AGENT_TYPE_MISMATCH');
    });

    it('is refused when its payload would not fit into TaskAssigned', () => {
      given()
        .when((task) => task.queue({ ...request, payload: { text: 'x'.repeat(1024 * 1024) } }, now))
        .thenCode('TASK.PAYLOAD_TOO_LARGE');
    });

    it('is refused when its deadline is no time', () => {
      given()
        .when((task) => task.queue({ ...request, deadline: '2026-W01' }, now))
        .thenCode('TASK.INVALID_DEADLINE');
    });
  });

  describe('that waits', () => {
    it('is assigned as attempt 1, with its payload', () => {
      given(queued)
        .when((task) => task.assign('ada', now))
        .then(message(TaskAssigned, { taskId, agentId: 'ada', ...request, attempt: 1, timestamp }));
    });

    it('is assigned as attempt 2 after a failure', () => {
      given(queued, assigned(1), attemptFailed(1))
        .when((task) => task.assign('bob', now))
        .then(message(TaskAssigned, { taskId, agentId: 'bob', ...request, attempt: 2, timestamp }));
    });

    it('cannot be completed by an agent that never held it', () => {
      given(queued)
        .when((task) => task.complete({ agentId: 'ada', fence: 1 }, { result: {} }, now))
        .thenCode('TASK.NOT_ASSIGNED');
    });
  });

  describe('that an agent holds', () => {
    it('ends with the result of its holder, who worked from the claim to now', () => {
      given(queued, assigned(1))
        .when((task) => task.complete({ agentId: 'ada', fence: 1 }, { result: { subQuestions: ['Why?'] } }, now))
        .thenEnds({
          agentId: 'ada',
          status: 'completed',
          result: { subQuestions: ['Why?'] },
          executionTime: 10_000,
          attempts: 1,
        });
    });

    it.each([
      ['an older fence', { agentId: 'ada', fence: 1 }, 'TASK.LEASE_LOST'],
      ['a fence that was never given out', { agentId: 'ada', fence: 3 }, 'TASK.NOT_ASSIGNED'],
      ['the name of another agent', { agentId: 'eve', fence: 2 }, 'TASK.LEASE_LOST'],
    ])('takes no result under %s', (_what, holder, code) => {
      given(queued, assigned(1), attemptFailed(1), assigned(2))
        .when((task) => task.complete(holder, { result: {} }, now))
        .thenCode(code);
    });

    it('waits for the next attempt after a failure that may not repeat itself', () => {
      given(queued, assigned(1))
        .when((task) => task.fail({ agentId: 'ada', fence: 1 }, reason, forever, now))
        .then(message(TaskAttemptFailed, { taskId, agentId: 'ada', attempt: 1, reason, timestamp }));
    });

    it('fails at once when another attempt would not help', () => {
      given(queued, assigned(1))
        .when((task) => task.fail({ agentId: 'ada', fence: 1 }, reason, { ...forever, retryable: false }, now))
        .thenEnds({ status: 'failed', reason, attempts: 1 });
    });

    it('fails with the last reason when there were enough attempts', () => {
      given(queued, assigned(1), attemptFailed(1), assigned(2))
        .when((task) => task.fail({ agentId: 'ada', fence: 2 }, reason, { retryable: true, maxAttempts: 2 }, now))
        .thenEnds({ status: 'failed', reason, attempts: 2 });
    });

    it('goes back without using up an attempt when its holder cannot say anything about it', () => {
      const released = message(TaskReleased, { taskId, agentId: 'ada', attempt: 1, reason, timestamp });
      given(queued, assigned(1))
        .when((task) => task.release({ agentId: 'ada', fence: 1 }, reason, now))
        .then(released);
      given(queued, assigned(1), released, assigned(2))
        .when((task) => task.fail({ agentId: 'ada', fence: 2 }, reason, { retryable: true, maxAttempts: 2 }, now))
        .then(message(TaskAttemptFailed, { taskId, agentId: 'ada', attempt: 2, reason, timestamp }));
    });

    it('counts a holder that vanished as a failed attempt', () => {
      given(queued, assigned(1), attemptFailed(1), assigned(2))
        .when((task) => task.loseHolder(reason, 2, now))
        .thenEnds({ status: 'failed', reason });
    });
  });

  describe('that is over', () => {
    it('takes the same answer of the same holder again, and changes nothing', () => {
      given(queued, assigned(1), completed)
        .when((task) => task.complete({ agentId: 'ada', fence: 1 }, { result: { subQuestions: ['Why?'] } }, now))
        .thenNothing();
    });

    it('takes no other answer', () => {
      given(queued, assigned(1), completed)
        .when((task) => task.fail({ agentId: 'ada', fence: 1 }, reason, forever, now))
        .thenCode('TASK.LEASE_LOST');
    });

    it('is neither cancelled nor overdue', () => {
      given(queued, assigned(1), completed)
        .when((task) => {
          task.cancel('too late', now);
          task.failOverdue(reason, now);
          task.loseHolder(reason, 1, now);
        })
        .thenNothing();
    });
  });

  it('is cancelled with the reason, whoever holds it', () => {
    given(queued, assigned(1))
      .when((task) => task.cancel('The user changed their mind.', now))
      .thenEnds({
        status: 'cancelled',
        agentId: 'ada',
        reason: { code: 'TASK.CANCELLED', detail: 'The user changed their mind.' },
      });
  });

  it('that is cancelled before it is asked for is never queued', () => {
    const early = new Task(taskId);
    early.cancel('no longer needed', now);
    given(...early.pending)
      .when((task) => task.queue(request, now))
      .thenNothing();
  });
});
