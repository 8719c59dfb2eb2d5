import type { AgentType } from '@edda/event-schemas';
import { newId, pause } from '@edda/kernel';
import { POSTGRES_START_TIMEOUT_MS, startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RegisterAgent } from '../src/agent/commands/register-agent/register-agent.command.js';
import { CancelTask } from '../src/task/commands/cancel-task/cancel-task.command.js';
import { ClaimTask } from '../src/task/commands/claim-task/claim-task.command.js';
import type { ClaimedTask } from '../src/task/commands/claim-task/claimed-task.js';
import { CompleteTask } from '../src/task/commands/complete-task/complete-task.command.js';
import { ExtendLease } from '../src/task/commands/extend-lease/extend-lease.command.js';
import { FailOverdueTasks } from '../src/task/commands/fail-overdue-tasks/fail-overdue-tasks.command.js';
import { FailTask } from '../src/task/commands/fail-task/fail-task.command.js';
import { QueueTask } from '../src/task/commands/queue-task/queue-task.command.js';
import { ReleaseTask } from '../src/task/commands/release-task/release-task.command.js';
import type { TaskRequest } from '../src/task/domain/task-state.js';
import { GetTask } from '../src/task/queries/get-task/get-task.query.js';
import { ListTasks } from '../src/task/queries/list-tasks/list-tasks.query.js';
import { asMessage, startInstance, type Instance } from './support/instance.js';

const request: TaskRequest = {
  taskType: 'plan',
  agentType: 'coordinator',
  priority: 'normal',
  payload: { question: 'Why?' },
  expectedDuration: 1000,
};
const reason = { code: 'ENGINE.BROKEN', detail: 'It broke.' };

let postgres: ThrowAwayPostgres;
let one: Instance;
let two: Instance;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  const url = await postgres.database();
  one = await startInstance(url, { TASK_MAX_ATTEMPTS: '2' });
  two = await startInstance(url, { TASK_MAX_ATTEMPTS: '2' });
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await one?.close();
  await two?.close();
  await postgres?.stop();
});

beforeEach(async () => {
  await one.dataSource.query('truncate task_queue, tasks');
});

async function queue(changes: Partial<TaskRequest> = {}, taskId = newId()): Promise<string> {
  await asMessage(() => one.commands.execute(new QueueTask(taskId, { ...request, ...changes })));
  return taskId;
}

const claim = (
  instance: Instance,
  agentId = 'ada',
  tenantId: string | null = null,
  types: AgentType[] = ['coordinator'],
): Promise<ClaimedTask | null> =>
  instance.commands.execute(new ClaimTask(new Map(types.map((type) => [type, agentId])), tenantId));

async function claimed(instance: Instance, agentId = 'ada'): Promise<ClaimedTask> {
  const task = await claim(instance, agentId);
  if (!task) throw new Error('There was no task to claim.');
  return task;
}

/** What happens when a lease or a back-off runs out, without waiting for it. */
const timePasses = (): Promise<unknown> => one.dataSource.query('update task_queue set claimable_at = now()');

const typesOf = async (taskId: string): Promise<string[]> => (await one.events(taskId)).map(({ type }) => type);

describe('The task queue', () => {
  it('takes a task in once, however often and however simultaneously it is asked for', async () => {
    const taskId = newId();
    const asked = await Promise.allSettled(Array.from({ length: 5 }, () => queue({}, taskId)));
    expect(asked.some(({ status }) => status === 'fulfilled')).toBe(true);
    await queue({}, taskId);
    expect(await typesOf(taskId)).toEqual(['TaskQueued', 'TaskDescribed']);
    expect(await one.dataSource.query('select task_id from task_queue')).toEqual([{ task_id: taskId }]);
  });

  it('never gives one task to two claimers', async () => {
    const ids = await Promise.all(Array.from({ length: 30 }, () => queue()));
    const taken: string[] = [];
    const claimer = async (instance: Instance, agentId: string): Promise<void> => {
      for (let task = await claim(instance, agentId); task; task = await claim(instance, agentId)) {
        taken.push(task.taskId);
      }
    };
    await Promise.all([claimer(one, 'a'), claimer(two, 'b'), claimer(one, 'c'), claimer(two, 'd')]);
    expect(taken).toHaveLength(30);
    expect(new Set(taken)).toEqual(new Set(ids));
  });

  it('gives out the most urgent task first, among those the oldest', async () => {
    const order = [];
    for (const priority of ['normal', 'low', 'critical', 'normal'] as const) order.push(await queue({ priority }));
    const [normal, low, critical, laterNormal] = order;
    const taken = [await claimed(one), await claimed(one), await claimed(one), await claimed(one)];
    expect(taken.map(({ taskId }) => taskId)).toEqual([critical, normal, laterNormal, low]);
  });

  it('gives out only the kinds that are asked for', async () => {
    const taskId = await queue({ taskType: 'gather', agentType: 'researcher' });
    expect(await claim(one)).toBeNull();
    expect(await claim(one, 'ada', null, ['coordinator', 'researcher'])).toMatchObject({ taskId });
  });

  it('gives a task whose lease ran out to the next claimer, and nothing of the first one counts any more', async () => {
    await queue();
    const first = await claimed(one, 'ada');
    expect(await claim(two, 'bob')).toBeNull();
    await timePasses();
    const second = await claimed(two, 'bob');
    expect(second).toMatchObject({ taskId: first.taskId, attempt: 2, holder: { agentId: 'bob', fence: 2 } });

    const { taskId, holder } = first;
    const late = { code: 'TASK.LEASE_LOST', kind: 'conflict' };
    await expect(one.commands.execute(new ExtendLease(taskId, holder))).rejects.toMatchObject(late);
    await expect(one.commands.execute(new CompleteTask(taskId, holder, { result: {} }))).rejects.toMatchObject(late);
    await expect(one.commands.execute(new FailTask(taskId, holder, reason, true))).rejects.toMatchObject(late);
    await expect(one.commands.execute(new ReleaseTask(taskId, holder, reason, 0))).rejects.toMatchObject(late);

    await two.commands.execute(new CompleteTask(taskId, second.holder, { result: { by: 'bob' } }));
    expect(await typesOf(taskId)).toEqual([
      'TaskQueued',
      'TaskDescribed',
      'TaskAssigned',
      'TaskAttemptFailed',
      'TaskAssigned',
      'TaskCompleted',
    ]);
  });

  it('keeps a task with its holder as long as there are heartbeats', async () => {
    await queue();
    const { taskId, holder, leaseUntil } = await claimed(one);
    await pause(5);
    const extended = await one.commands.execute(new ExtendLease(taskId, holder));
    expect(extended.getTime()).toBeGreaterThan(leaseUntil.getTime());
    expect(await claim(two)).toBeNull();
  });

  it('gives up a task whose holders vanish again and again', async () => {
    const taskId = await queue();
    await claimed(one);
    await timePasses();
    await claimed(one);
    await timePasses();
    expect(await claim(two)).toBeNull();
    const events = await one.events(taskId);
    expect(events.at(-1)).toMatchObject({
      type: 'TaskCompleted',
      data: { status: 'failed', attempts: 2, reason: { code: 'TASK.LEASE_EXPIRED' } },
    });
  });

  it('goes on with the next task after it has given one up', async () => {
    await queue({ priority: 'high' });
    for (let attempt = 1; attempt <= 2; attempt++) {
      await claimed(one);
      await timePasses();
    }
    const next = await queue();
    expect(await claim(one)).toMatchObject({ taskId: next });
  });

  it('gives tasks back at once when their holder registers anew after a crash', async () => {
    await queue();
    const before = await claimed(one, 'researcher@test');
    await two.commands.execute(new RegisterAgent('researcher@test', 'researcher', true));
    const after = await claimed(two, 'researcher@test');
    expect(after).toMatchObject({ taskId: before.taskId, attempt: 2 });
    const { taskId, holder } = before;
    await expect(one.commands.execute(new CompleteTask(taskId, holder, { result: {} }))).rejects.toMatchObject({
      code: 'TASK.LEASE_LOST',
    });
  });

  it('stores a completion once, and the task never runs again', async () => {
    await queue();
    const { taskId, holder } = await claimed(one);
    const complete = (instance: Instance): Promise<void> =>
      instance.commands.execute(new CompleteTask(taskId, holder, { result: { answer: 1 } }));
    await Promise.all([complete(one), complete(two), complete(one), complete(two)]);
    await complete(two);
    expect(await typesOf(taskId)).toEqual(['TaskQueued', 'TaskDescribed', 'TaskAssigned', 'TaskCompleted']);
    await timePasses();
    expect(await claim(one)).toBeNull();
  });

  it('waits before it gives out a task that failed, and fails it with the last reason in the end', async () => {
    await queue();
    const first = await claimed(one);
    const [{ now } = { now: 0 }] = await one.dataSource.query<{ now: number }[]>(
      'select extract(epoch from clock_timestamp())::float as now',
    );
    await one.commands.execute(new FailTask(first.taskId, first.holder, reason, true));
    const [{ due } = { due: 0 }] = await one.dataSource.query<{ due: number }[]>(
      'select extract(epoch from claimable_at)::float as due from task_queue',
    );
    expect(due - now).toBeGreaterThan(0.5);
    // The back-off is short; a busy machine may stand still for as long.
    await one.dataSource.query(`update task_queue set claimable_at = claimable_at + interval '1 minute'`);
    expect(await claim(one)).toBeNull();
    await timePasses();
    const second = await claimed(one);
    const last = { code: 'ENGINE.STILL_BROKEN', detail: 'It broke again.' };
    await one.commands.execute(new FailTask(second.taskId, second.holder, last, true));
    const { view } = await one.queries.execute(new GetTask(first.taskId));
    expect(view).toMatchObject({ status: 'failed', attempts: 2, reason: last });
    await timePasses();
    expect(await claim(one)).toBeNull();
  });

  it('fails a task at once when another attempt would not help', async () => {
    await queue();
    const { taskId, holder } = await claimed(one);
    await one.commands.execute(new FailTask(taskId, holder, reason, false));
    expect((await one.queries.execute(new GetTask(taskId))).view).toMatchObject({ status: 'failed', attempts: 1 });
  });

  it('uses up no attempt when a holder gives its task back', async () => {
    await queue();
    for (let attempt = 1; attempt <= 4; attempt++) {
      const { taskId, holder } = await claimed(one);
      expect(holder.fence).toBe(attempt);
      await one.commands.execute(new ReleaseTask(taskId, holder, reason, 0));
    }
    expect((await claimed(two)).attempt).toBe(5);
  });

  it('fails a task that was not finished by its deadline, and its holder hears of it', async () => {
    await queue({ deadline: new Date(Date.now() + 60_000).toISOString() });
    const { taskId, holder } = await claimed(one);
    expect(await one.commands.execute(new FailOverdueTasks())).toBe(0);
    await one.dataSource.query(`update task_queue set deadline = now() - interval '1 second'`);
    const swept = await Promise.all([one, two].map(({ commands }) => commands.execute(new FailOverdueTasks())));
    expect(swept[0]! + swept[1]!).toBeLessThanOrEqual(1);
    const { view } = await one.queries.execute(new GetTask(taskId));
    expect(view).toMatchObject({ status: 'failed', reason: { code: 'TASK.DEADLINE_EXCEEDED' } });
    await expect(one.commands.execute(new ExtendLease(taskId, holder))).rejects.toMatchObject({
      code: 'TASK.LEASE_LOST',
    });
  });

  it('takes a cancelled task away from its holder', async () => {
    await queue();
    const { taskId, holder } = await claimed(one);
    await asMessage(() => one.commands.execute(new CancelTask(taskId, 'No longer needed.')));
    await expect(one.commands.execute(new ExtendLease(taskId, holder))).rejects.toMatchObject({
      code: 'TASK.LEASE_LOST',
    });
    expect((await one.queries.execute(new GetTask(taskId))).view).toMatchObject({ status: 'cancelled' });
  });

  it('does not run a task whose cancellation came before the request', async () => {
    const taskId = newId();
    await asMessage(() => one.commands.execute(new CancelTask(taskId, 'No longer needed.')));
    await queue({}, taskId);
    expect(await claim(one)).toBeNull();
    expect(await typesOf(taskId)).toEqual(['TaskCompleted']);
  });

  it('keeps correlation, tenant and the chain of causes, whoever works on the task', async () => {
    const taskId = newId();
    const origin = {
      correlationId: newId(),
      causationId: newId(),
      userId: 'una',
      traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    };
    await asMessage(() => one.commands.execute(new QueueTask(taskId, request)), origin);
    await asMessage(() => claimed(one), { causationId: null });
    await timePasses();
    const { holder } = await asMessage(() => claimed(two), { causationId: null });
    await asMessage(() => two.commands.execute(new CompleteTask(taskId, holder, { result: {} })), {
      causationId: null,
    });

    const events = (await one.events(taskId)).filter(({ topic }) => topic !== null);
    const [queuedEvent, first, second, done] = events;
    expect(events.map(({ type }) => type)).toEqual(['TaskQueued', 'TaskAssigned', 'TaskAssigned', 'TaskCompleted']);
    expect(events.map(({ metadata }) => metadata.causationId)).toEqual([
      origin.causationId,
      queuedEvent?.id,
      first?.id,
      second?.id,
    ]);
    for (const { metadata } of events) {
      const { correlationId, userId, traceparent } = origin;
      expect(metadata).toMatchObject({ correlationId, userId, traceparent, source: 'agent-task' });
    }
    expect(done?.data).toMatchObject({ status: 'completed', attempts: 2 });
  });

  it('shows an agent of one tenant nothing of another, and the built-in ones everything', async () => {
    const taskId = newId();
    await asMessage(() => one.commands.execute(new QueueTask(taskId, request)), { tenantId: 'acme' });
    expect(await claim(one, 'ada', 'default')).toBeNull();
    const task = await claim(one, 'coordinator@test', null);
    expect(task).toMatchObject({ taskId, origin: { tenantId: 'acme' } });
    await expect(one.queries.execute(new GetTask(taskId))).rejects.toMatchObject({ code: 'TASK.NOT_FOUND' });
  });

  it('lists tasks newest first, by correlation, status and kind', async () => {
    const correlationId = newId();
    const ids = [newId(), newId(), newId()];
    for (const id of ids) {
      await asMessage(() => one.commands.execute(new QueueTask(id, request)), { correlationId });
    }
    await queue();
    const list = (filter: object, limit = 10, before?: number) =>
      one.queries.execute(new ListTasks(filter, limit, before));
    const all = await list({ correlationId });
    expect(all.map(({ taskId }) => taskId)).toEqual([...ids].reverse());
    const rest = await list({ correlationId }, 10, Number(all[0]?.position));
    expect(rest.map(({ taskId }) => taskId)).toEqual([ids[1], ids[0]]);
    await claimed(one);
    expect(await list({ correlationId, status: 'assigned' })).toHaveLength(1);
    expect(await list({ correlationId, agentType: 'reviewer' })).toHaveLength(0);
  });

  it('shows one task with its payload, its result and what it took', async () => {
    await queue();
    const { taskId, holder } = await claimed(one);
    const resourceUsage = { cpuTime: 5, memoryUsage: 1000, apiCalls: 2 };
    const qualityMetrics = { accuracy: 1, completeness: null, relevance: 0.5 };
    const result = { subQuestions: ['Why?\u0000'] };
    await one.commands.execute(new CompleteTask(taskId, holder, { result, resourceUsage, qualityMetrics }));
    const details = await one.queries.execute(new GetTask(taskId));
    expect(details).toMatchObject({ payload: request.payload, result });
    expect(details.view).toMatchObject({
      status: 'completed',
      attempts: 1,
      resourceUsage,
      qualityMetrics,
      agentId: 'ada',
    });
    expect(details.view.payloadBytes).toBe(JSON.stringify(request.payload).length);
    expect(details.view.executionTime).toBeGreaterThanOrEqual(0);
  });
});
