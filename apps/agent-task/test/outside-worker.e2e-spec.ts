import { CancelTask, message, RequestTask } from '@edda/event-schemas';
import { newId, pause } from '@edda/kernel';
import type { Delivery } from '@edda/messaging';
import { POSTGRES_START_TIMEOUT_MS } from '@edda/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startService, type ServiceUnderTest } from './support/service.js';

interface Claimed {
  taskId: string;
  fence: number;
  leaseUntil: string;
  payload: unknown;
}

interface Problem {
  status: number;
  code: string;
}

const plan = (taskId: string, changes: Partial<RequestTask> = {}) =>
  message(RequestTask, {
    taskId,
    taskType: 'plan',
    agentType: 'coordinator',
    priority: 'normal',
    payload: { question: 'Why?' },
    expectedDuration: 1000,
    ...changes,
  });

describe('An outside worker', () => {
  let world: ServiceUnderTest;

  beforeAll(async () => {
    world = await startService({ TASK_MAX_ATTEMPTS: '1' });
    await world.call('/agents', { agentId: 'ada', agentType: 'coordinator' });
  }, POSTGRES_START_TIMEOUT_MS);

  afterAll(async () => {
    await world?.stop();
  });

  const claim = async (waitMs = 10_000): Promise<Claimed> => {
    const response = await world.call('/tasks/claim', { agentId: 'ada', agentTypes: ['coordinator'], waitMs });
    expect(response.status).toBe(200);
    return (await response.json()) as Claimed;
  };

  const publishedOf = async (type: string, wanted: (delivery: Delivery) => boolean): Promise<Delivery> => {
    for (;;) {
      const found = world.published.find((delivery) => delivery.type === type && wanted(delivery));
      if (found) return found;
      await pause(10);
    }
  };
  const outcomeOf = (taskId: string): Promise<Delivery> =>
    publishedOf('TaskCompleted', ({ data }) => (data as { taskId: string }).taskId === taskId);

  const problemOf = async (response: Response): Promise<Problem> => {
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    return (await response.json()) as Problem;
  };

  it('is listed once it has registered', async () => {
    const { items } = (await (await world.call('/agents')).json()) as { items: object[] };
    expect(items).toEqual([expect.objectContaining({ agentId: 'ada', agentTypes: ['coordinator'], builtIn: false })]);
    await publishedOf('AgentRegistered', ({ data }) => (data as { agentId: string }).agentId === 'ada');
  });

  it('claims a task that was asked for by topic, keeps it, and its result goes out under the same correlation', async () => {
    const correlationId = newId();
    const taskId = newId();
    const waiting = claim();
    const commandId = await world.send(plan(taskId), correlationId);
    const claimed = await waiting;
    expect(claimed).toMatchObject({ taskId, fence: 1, attempt: 1, payload: { question: 'Why?' }, correlationId });

    const holder = { agentId: 'ada', fence: claimed.fence };
    const beat = await world.call(`/tasks/${taskId}/heartbeat`, holder);
    expect(beat.status).toBe(200);
    const result = { subQuestions: ['Why?'] };
    const done = await world.call(`/tasks/${taskId}/complete`, {
      ...holder,
      result,
      qualityMetrics: { accuracy: 0.5 },
    });
    expect(done.status).toBe(200);
    expect(await done.json()).toMatchObject({ taskId, status: 'completed', result, attempts: 1 });

    const outcome = await outcomeOf(taskId);
    expect(outcome).toMatchObject({
      correlationId,
      data: { result, qualityMetrics: { accuracy: 0.5, completeness: null, relevance: null } },
    });
    const assigned = world.published.find(({ id }) => id === outcome.causationId);
    const queued = world.published.find(({ id }) => id === assigned?.causationId);
    expect([assigned?.type, queued?.type, queued?.causationId]).toEqual(['TaskAssigned', 'TaskQueued', commandId]);

    const list = await world.call(`/tasks?correlationId=${correlationId}&status=completed`);
    expect(await list.json()).toMatchObject({ items: [{ taskId, agentId: 'ada' }], nextCursor: null });
  });

  it('is told that it lost its lease', async () => {
    const taskId = newId();
    await world.send(plan(taskId));
    const { fence } = await claim();
    await world.send(message(CancelTask, { taskId, reason: 'No longer needed.' }));
    expect(await outcomeOf(taskId)).toMatchObject({ data: { status: 'cancelled' } });
    for (const [path, body] of [
      ['heartbeat', {}],
      ['complete', { result: {} }],
      ['fail', { code: 'X', detail: 'x', retryable: true }],
      ['release', { code: 'X', detail: 'x' }],
    ] as const) {
      const response = await world.call(`/tasks/${taskId}/${path}`, { agentId: 'ada', fence, ...body });
      expect(await problemOf(response)).toMatchObject({ status: 409, code: 'TASK.LEASE_LOST' });
    }
  });

  it('can say that a task has failed', async () => {
    const taskId = newId();
    await world.send(plan(taskId));
    const { fence } = await claim();
    const reason = { code: 'MODEL.REFUSED', detail: 'The model refused.' };
    await world.call(`/tasks/${taskId}/fail`, { agentId: 'ada', fence, ...reason, retryable: true });
    expect(await outcomeOf(taskId)).toMatchObject({ data: { status: 'failed', reason } });
  });

  it('hears 204 when there is nothing to do, and 404 when it has not registered', async () => {
    const idle = await world.call('/tasks/claim', { agentId: 'ada', agentTypes: ['coordinator'] });
    expect(idle.status).toBe(204);
    const unknown = await world.call('/tasks/claim', { agentId: 'eve', agentTypes: ['coordinator'] });
    expect(await problemOf(unknown)).toMatchObject({ status: 404, code: 'AGENT.NOT_FOUND' });
    const mismatch = await world.call('/tasks/claim', { agentId: 'ada', agentTypes: ['reviewer'] });
    expect(await problemOf(mismatch)).toMatchObject({ status: 409, code: 'AGENT.TYPE_MISMATCH' });
    const reserved = await world.call('/agents', { agentId: 'coordinator@test', agentType: 'coordinator' });
    expect(await problemOf(reserved)).toMatchObject({ status: 400, code: 'REQUEST.INVALID' });
  });

  it('gets a 404 problem for tasks that do not exist, also for those of another tenant', async () => {
    const taskId = newId();
    await world.send(plan(taskId));
    const { fence } = await claim();
    expect(await problemOf(await world.call(`/tasks/${newId()}`))).toMatchObject({ code: 'TASK.NOT_FOUND' });
    expect(await problemOf(await world.call('/tasks/none'))).toMatchObject({ code: 'TASK.NOT_FOUND' });
    const tenant = { tenant: 'acme' };
    const asked = await world.call(`/tasks/${taskId}`, undefined, tenant);
    expect(await problemOf(asked)).toMatchObject({ status: 404 });
    const meddled = await world.call(`/tasks/${taskId}/complete`, { agentId: 'ada', fence, result: {} }, tenant);
    expect(await problemOf(meddled)).toMatchObject({ status: 404, code: 'TASK.NOT_FOUND' });
    const released = await world.call(`/tasks/${taskId}/release`, { agentId: 'ada', fence, code: 'X', detail: 'x' });
    expect(await released.json()).toMatchObject({ status: 'queued' });
    expect((await claim(0)).taskId).toBe(taskId);
  });

  it('does not take a task with it when it hangs up while it waits', async () => {
    const hangUp = new AbortController();
    const body = { agentId: 'ada', agentTypes: ['coordinator'], waitMs: 20_000 };
    const waiting = world.call('/tasks/claim', body, { signal: hangUp.signal });
    await pause(50);
    hangUp.abort();
    await expect(waiting).rejects.toThrow();
    const taskId = newId();
    await world.send(plan(taskId));
    expect(await claim()).toMatchObject({ taskId });
  });

  it('never sees a command that makes no sense: its sender hears why', async () => {
    const taskId = newId();
    const commandId = await world.send(plan(taskId, { taskType: 'sing' }));
    const rejection = await publishedOf('AgentCommandRejected', ({ causationId }) => causationId === commandId);
    expect(rejection.data).toMatchObject({ commandId, commandType: 'RequestTask', code: 'TASK.UNKNOWN_TYPE' });
    const mismatched = await world.send(plan(newId(), { agentType: 'reviewer' }));
    const second = await publishedOf('AgentCommandRejected', ({ causationId }) => causationId === mismatched);
    expect(second.data).toMatchObject({ code: 'TASK.AGENT_TYPE_MISMATCH' });
  });
});
