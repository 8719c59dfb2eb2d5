import { newId, pause, verifyCaller } from '@edda/kernel';
import { POSTGRES_START_TIMEOUT_MS, startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ClaimTask } from '../src/task/commands/claim-task/claim-task.command.js';
import { CancelTask } from '../src/task/commands/cancel-task/cancel-task.command.js';
import { QueueTask } from '../src/task/commands/queue-task/queue-task.command.js';
import type { TaskRequest } from '../src/task/domain/task-state.js';
import { GetTask, type TaskDetails } from '../src/task/queries/get-task/get-task.query.js';
import type { EngineRun, Engines } from '../src/workers/agents/engines.js';
import { ContentService } from './support/content-service.js';
import { asMessage, startInstance, TEST_SECRET, type Instance } from './support/instance.js';

/** Longer than a busy machine lets a process stand still. */
const LEASE_MS = 5_000;

const plan: TaskRequest = {
  taskType: 'plan',
  agentType: 'coordinator',
  priority: 'normal',
  payload: { question: 'Why?' },
  expectedDuration: 1000,
};
const gather = (contentIds: string[]): TaskRequest => ({
  ...plan,
  taskType: 'gather',
  agentType: 'researcher',
  payload: { subQuestion: 'Why?', contentIds },
});

/** Engines that repeat their input, or hang until they are stopped. */
class EchoEngines implements Engines {
  readonly runs: string[] = [];
  hangs = false;
  stopped = 0;
  padding = '';

  async run(engine: string, input: object, signal: AbortSignal): Promise<EngineRun> {
    this.runs.push(engine);
    if (this.hangs) {
      await new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          this.stopped++;
          reject(signal.reason as Error);
        });
      });
    }
    return { result: { echo: input, padding: this.padding }, cpuTimeMs: 3, memoryBytes: 4 };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

describe('The built-in workers', () => {
  let postgres: ThrowAwayPostgres;
  let databaseUrl: string;
  let content: ContentService;
  let engines: EchoEngines;
  let instance: Instance;

  const start = (env: Record<string, string> = {}): Promise<Instance> =>
    startInstance(
      databaseUrl,
      {
        BUILT_IN_WORKERS: 'true',
        CONTENT_URL: content.url,
        TASK_POLL_MS: '60000',
        TASK_LEASE_MS: String(LEASE_MS),
        TASK_HEARTBEAT_MS: '200',
        ...env,
      },
      engines,
    );

  beforeAll(async () => {
    postgres = await startThrowAwayPostgres();
  }, POSTGRES_START_TIMEOUT_MS);

  beforeEach(async () => {
    databaseUrl = await postgres.database();
    content = await ContentService.start();
    engines = new EchoEngines();
    instance = await start();
  });

  afterEach(async () => {
    await instance?.close();
    await content?.stop();
  });

  afterAll(async () => {
    await postgres?.stop();
  });

  const queue = async (request: TaskRequest, correlationId = newId()): Promise<string> => {
    const taskId = newId();
    await asMessage(() => instance.commands.execute(new QueueTask(taskId, request)), { correlationId });
    return taskId;
  };

  const until = async (taskId: string, wanted: (details: TaskDetails) => boolean): Promise<TaskDetails> => {
    for (;;) {
      const details = await instance.queries.execute(new GetTask(taskId));
      if (wanted(details)) return details;
      await pause(10);
    }
  };
  const over = (taskId: string): Promise<TaskDetails> => until(taskId, ({ view }) => view.completedAt !== null);
  const inStatus = (taskId: string, status: string): Promise<TaskDetails> =>
    until(taskId, ({ view }) => view.status === status);

  it('take up a task as soon as it is queued, without waiting for the next look at the queue', async () => {
    const { view, result } = await over(await queue(plan));
    expect(view).toMatchObject({
      status: 'completed',
      agentId: 'coordinator@test',
      attempts: 1,
      resourceUsage: { cpuTime: 3, memoryUsage: 4, apiCalls: 0 },
    });
    expect(result).toMatchObject({ echo: { question: 'Why?' } });
  });

  it('read the documents of a task as its caller, each once', async () => {
    const ids = [newId(), newId()].sort();
    const correlationId = newId();
    const first = await over(await queue(gather(ids), correlationId));
    expect(first.view.resourceUsage?.apiCalls).toBe(2);
    expect(first.result).toMatchObject({ echo: { documents: ids.map((contentId) => ({ contentId })) } });
    const second = await over(await queue(gather(ids)));
    expect(second.view.resourceUsage?.apiCalls).toBe(0);

    expect(content.asked.map(({ contentId }) => contentId).sort()).toEqual(ids);
    for (const asked of content.asked) {
      expect(asked.correlationId).toBe(correlationId);
      expect(await verifyCaller(asked.caller ?? '', TEST_SECRET)).toMatchObject({ tenantId: 'default' });
    }
  });

  it('keep a task through heartbeats however long it takes', async () => {
    engines.hangs = true;
    const taskId = await queue(plan);
    await inStatus(taskId, 'assigned');
    const leaseEnd = async (): Promise<number> => {
      const [row] = await instance.dataSource.query<{ end: number }[]>(
        'select extract(epoch from claimable_at)::float * 1000 as end from task_queue',
      );
      return row?.end ?? 0;
    };
    const first = await leaseEnd();
    while ((await leaseEnd()) - first < 1.5 * LEASE_MS) await pause(10);
    expect(await instance.commands.execute(new ClaimTask(new Map([['coordinator', 'eve']]), null))).toBeNull();
  });

  it('give their task back when they are shut down, and the next start goes on at once', async () => {
    engines.hangs = true;
    const taskId = await queue(plan);
    await inStatus(taskId, 'assigned');
    await instance.close();
    expect(engines.stopped).toBe(1);
    engines.hangs = false;
    instance = await start();
    const { view } = await over(taskId);
    expect(view).toMatchObject({ status: 'completed', attempts: 2 });
    expect((await instance.events(taskId)).map(({ type }) => type)).toContain('TaskReleased');
  });

  it('drop a task that was cancelled while they work on it', async () => {
    engines.hangs = true;
    const taskId = await queue(plan);
    await inStatus(taskId, 'assigned');
    await asMessage(() => instance.commands.execute(new CancelTask(taskId, 'No longer needed.')));
    while (engines.stopped === 0) await pause(10);
    engines.hangs = false;
    expect((await over(await queue(plan))).view.status).toBe('completed');
    expect((await instance.queries.execute(new GetTask(taskId))).view.status).toBe('cancelled');
  });

  it('let a task wait while the content service is away, and use up no attempt of it', async () => {
    await instance.close();
    instance = await start({ TASK_MAX_ATTEMPTS: '1', TASK_POLL_MS: '100' });
    content.mode = 'unavailable';
    const taskId = await queue(gather([newId()]));
    const { view } = await until(taskId, ({ view }) => view.reason !== null);
    expect(view).toMatchObject({ status: 'queued', reason: { code: 'UPSTREAM.FAILED' } });
    // What needs no documents goes on meanwhile.
    expect((await over(await queue(plan))).view.status).toBe('completed');
    content.mode = 'answer';
    expect((await over(taskId)).view.status).toBe('completed');
  });

  it('fail a task at once whose document cannot be had', async () => {
    content.mode = 'no-text';
    const { view } = await over(await queue(gather([newId()])));
    expect(view).toMatchObject({ status: 'failed', attempts: 1, reason: { code: 'CONTENT.NO_TEXT' } });
  });

  it('fail a task at once whose payload is not of its type', async () => {
    const { view } = await over(await queue({ ...plan, payload: { query: 'Why?' } }));
    expect(view).toMatchObject({ status: 'failed', attempts: 1, reason: { code: 'TASK.INVALID_PAYLOAD' } });
    expect(view.reason?.detail).toContain('question');
  });

  it('fail a task at once whose result is too large to be told', async () => {
    engines.padding = 'x'.repeat(1024 * 1024);
    const { view } = await over(await queue(plan));
    expect(view).toMatchObject({ status: 'failed', attempts: 1, reason: { code: 'EVENT_TOO_LARGE' } });
  });

  it('work on as many tasks side by side as they may', async () => {
    await instance.close();
    engines.hangs = true;
    instance = await start({ WORKER_CONCURRENCY: '2' });
    const ids = [await queue(plan), await queue(plan), await queue(plan)];
    await Promise.all(ids.slice(0, 2).map((taskId) => inStatus(taskId, 'assigned')));
    expect((await instance.queries.execute(new GetTask(ids[2]!))).view.status).toBe('queued');
  });
});
