import { definitionOf, TaskCompleted, TaskQueued, type MessageClass } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import { brokerFromUrl, toRecord, type Broker } from '@edda/messaging';
import { startServiceUnderTest, type ServiceUnderTest } from '@edda/service/testing';
import { eventually, startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TypeActivityDto } from '../src/activity/http/type-activity.dto.js';
import { researchWorkflowService } from '../src/research-workflow.module.js';

interface Page {
  items: TypeActivityDto[];
  nextCursor: string | null;
}

const QUEUED: Omit<TaskQueued, 'taskId'> = {
  taskType: 'plan',
  agentType: 'researcher',
  priority: 'normal',
  timestamp: '2026-11-21T12:00:00.000Z',
};

const COMPLETED: Omit<TaskCompleted, 'taskId' | 'status' | 'executionTime'> = {
  agentId: 'agent-1',
  attempts: 1,
  resourceUsage: { cpuTime: 1, memoryUsage: 1, apiCalls: 0 },
  qualityMetrics: { accuracy: null, completeness: null, relevance: null },
  timestamp: '2026-11-21T12:00:00.000Z',
};

describe('GET /streams', () => {
  let postgres: ThrowAwayPostgres;
  let urls: string[];
  let broker: Broker;
  let research: ServiceUnderTest;

  beforeAll(async () => {
    postgres = await startThrowAwayPostgres();
    urls = [await postgres.database(), await postgres.database()];
    broker = brokerFromUrl(urls[1] ?? '');
    research = await start();
  });

  afterAll(async () => {
    await research.service.close();
    await broker.close();
    await postgres.stop();
  });

  const start = (): Promise<ServiceUnderTest> => {
    const [database = '', brokerUrl = ''] = urls;
    return startServiceUnderTest(researchWorkflowService, async () => database, { BROKER_URL: brokerUrl });
  };
  const list = async (query = '', tenant = 'default'): Promise<Page> =>
    (await (await research.call(`/streams?minutes=60${query}`, { tenant })).json()) as Page;
  const task = (status: TaskCompleted['status'], executionTime: number, tenantId?: string): Promise<void> =>
    publish(TaskCompleted, { ...COMPLETED, taskId: newId(), status, executionTime }, tenantId);
  const queued = (): Promise<void> => publish(TaskQueued, { ...QUEUED, taskId: newId() });
  const eventsOf = async (type: string): Promise<number> =>
    (await list()).items.find((item) => item.type === type)?.events ?? 0;

  /** As the relay of the service agent-task does it. */
  async function publish<T extends object>(payload: MessageClass<T>, data: T, tenantId = 'default'): Promise<void> {
    const { type, version, topic } = definitionOf(payload);
    const metadata = {
      correlationId: newId(),
      causationId: null,
      userId: null,
      traceparent: null,
      source: 'agent-task',
    };
    const record = toRecord({
      position: 1,
      id: newId(),
      kind: 'event',
      tenantId,
      streamId: `task-${newId()}`,
      category: 'task',
      version: 1,
      previousPublic: 0,
      type,
      schemaVersion: version,
      topic: topic?.name ?? null,
      data,
      metadata,
      recordedAt: new Date(),
    });
    await broker.publish([record]);
  }

  it('is an empty page before anything has happened', async () => {
    expect(await list()).toEqual({ items: [], nextCursor: null });
  });

  it('shows how many events of each type came, and how many told of a failure', async () => {
    for (const duration of [100, 200]) await task('completed', duration);
    await task('failed', 300);
    await queued();
    const items = await eventually(async () => {
      const page = await list();
      expect(page.items.map(({ events }) => events)).toEqual([3, 1]);
      return page.items;
    });
    expect(items).toMatchObject([
      { type: 'TaskCompleted', context: 'agent-task', events: 3, failed: 1, failureRate: 0.333 },
      { type: 'TaskQueued', context: 'agent-task', events: 1, failed: 0, failureRate: null },
    ]);
    const [{ from = '', to = '', perMinute = 0, windows = [] } = {}] = items;
    expect(perMinute).toBeCloseTo((3 * 60_000) / (Date.parse(to) - Date.parse(from)), 2);
    expect(windows.reduce((sum, { events }) => sum + events, 0)).toBe(3);
    const [last] = windows.slice(-1);
    expect(last?.p95Ms).toBeGreaterThan(99);
    expect(last?.p95Ms).toBeLessThan(303);
  });

  it('goes on with a minute that had begun when the service stopped', async () => {
    await research.service.close();
    await task('completed', 50);
    await queued();
    research = await start();
    await task('completed', 60);
    await eventually(async () => {
      expect([await eventsOf('TaskCompleted'), await eventsOf('TaskQueued')]).toEqual([5, 2]);
    });
  });

  it('filters and pages', async () => {
    expect((await list('&failed=true')).items.map(({ type }) => type)).toEqual(['TaskCompleted']);
    expect((await list('&type=TaskQueued')).items.map(({ type }) => type)).toEqual(['TaskQueued']);
    expect((await list('&context=content')).items).toEqual([]);
    const first = await list('&limit=1');
    expect(first.items.map(({ type }) => type)).toEqual(['TaskCompleted']);
    const second = await list(`&limit=1&cursor=${first.nextCursor}`);
    expect(second).toMatchObject({ items: [{ type: 'TaskQueued' }], nextCursor: null });
  });

  it('shows a tenant nothing of another', async () => {
    await task('failed', 1, 'acme');
    await eventually(async () => {
      expect((await list('', 'acme')).items).toMatchObject([{ events: 1, failed: 1 }]);
    });
    expect(await eventsOf('TaskCompleted')).toBe(5);
  });

  it.each([
    ['minutes=0', 'minutes'],
    ['minutes=61', 'minutes'],
    ['minutes=soon', 'minutes'],
    ['context=kitchen', 'context'],
    ['failed=perhaps', 'failed'],
    ['limit=0', 'limit'],
    ['cursor=nonsense', 'cursor'],
  ])('refuses ?%s and names the parameter', async (query, field) => {
    const response = await research.call(`/streams?${query}`);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const { status, errors } = (await response.json()) as { status: number; errors: { field: string }[] };
    expect({ status, fields: new Set(errors.map((error) => error.field)) }).toEqual({
      status: 400,
      fields: new Set([field]),
    });
  });
});
