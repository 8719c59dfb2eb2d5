import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EddaError, newId, withContext, type Uuid } from '@edda/kernel';
import { SAGAS, stepsOf, type SagaDefinition, type Sagas, type StartOptions } from '@edda/sagas';
import {
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { Inject, Injectable, Module } from '@nestjs/common';
import { eventSourcedService, StatefulServiceConfig } from '../src/index.js';
import { startServiceUnderTest, type ServiceUnderTest } from '../src/testing/index.js';
import { sample } from './metric-samples.js';

interface Lesson {
  title: string;
  approvedBy?: string;
  moved?: boolean;
}

let teacherIsIll = false;
let inkIsOut = false;
const undone: string[] = [];

const { action, signal } = stepsOf<Lesson>();
const lesson = (
  version: string,
  migrate: NonNullable<SagaDefinition<Lesson>['migrate']> = {},
): SagaDefinition<Lesson> => ({
  name: 'lesson',
  version,
  steps: [
    action('prepare', {
      run: () => undefined,
      compensate: { run: ({ title }) => void undone.push(title) },
    }),
    signal<{ by: string }>('approval', {
      signal: 'approved',
      timeoutMs: 3_600_000,
      apply: (state, { by }) => ({ ...state, approvedBy: by }),
    }),
    action('teach', {
      run: () => {
        if (teacherIsIll) throw new EddaError('conflict', 'LESSON.NO_TEACHER', 'The teacher is ill.');
      },
      onFailure: 'hold',
    }),
  ],
  migrate,
});

const copy: SagaDefinition<object> = {
  name: 'copy',
  version: '1.0.0',
  steps: [
    stepsOf<object>().action('fetch', {
      run: async (_state, { report, signal: aborted }) => {
        report({ bytes: 512 });
        await new Promise((resolve) => aborted.addEventListener('abort', resolve));
      },
    }),
  ],
};

const exam: SagaDefinition<object> = {
  name: 'exam',
  version: '1.0.0',
  steps: [stepsOf<object>().action('sit', { run: () => undefined })],
  end: {
    completed: () => {
      if (inkIsOut) throw new Error('No mark can be written.');
    },
  },
};

@Injectable()
class LessonSaga {
  constructor(@Inject(SAGAS) sagas: Sagas) {
    const take = (state: unknown, step: string | null) => ({
      state: { ...(state as Lesson), moved: true },
      ...(step && { step }),
    });
    sagas.register(lesson('1.0.0'), lesson('1.1.0', { '1.0.0': take }));
    sagas.register(copy, exam);
  }
}

@Module({ providers: [LessonSaga] })
class LearningModule {}

const learning = eventSourcedService({
  name: 'learning',
  title: 'For specs',
  config: StatefulServiceConfig,
  entities: [],
  migrations: [],
  module: () => LearningModule,
});

interface Saga {
  id: string;
  status: string;
  at: number;
  taken: boolean;
  timeline: { kind: string; [field: string]: unknown }[];
  [field: string]: unknown;
}

let postgres: ThrowAwayPostgres;
let under: ServiceUnderTest;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  under = await startServiceUnderTest(learning, () => postgres.database('learning'));
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await under.service.close();
  await postgres.stop();
});

beforeEach(() => {
  teacherIsIll = false;
  undone.length = 0;
});

type Answer<T> = { status: number; body: T };

async function answer<T = Saga>(path: string, options?: Parameters<ServiceUnderTest['call']>[1]): Promise<Answer<T>> {
  const response = await under.call(path, options);
  return { status: response.status, body: (await response.json()) as T };
}

const get = (id: string, query = ''): Promise<Answer<Saga>> => answer(`/sagas/${id}${query}`);
const post = (id: string, what: string, json: object = { reason: 'For specs' }): Promise<Answer<Saga>> =>
  answer(`/sagas/${id}/${what}`, { json });
const list = async (query: string): Promise<Saga[]> => (await answer<{ items: Saga[] }>(`/sagas?${query}`)).body.items;

/** A saga that waits for its signal. */
async function started(title: string, options: StartOptions & { tenantId?: string } = {}): Promise<Uuid> {
  const { tenantId = 'default', ...startOptions } = options;
  const id = newId();
  const sagas = under.service.app.get<Sagas>(SAGAS);
  await withContext({ tenantId, correlationId: id }, () => sagas.start('lesson', id, { title }, startOptions));
  await eventually(async () => {
    const response = await under.call(`/sagas/${id}`, { tenant: tenantId });
    expect(await response.json()).toMatchObject({ waitsFor: [{ kind: 'signal' }] });
  });
  return id;
}

const becomes = (id: string, status: string): Promise<Saga> =>
  eventually(async () => {
    const { body } = await get(id);
    expect(body.status).toBe(status);
    return body;
  });

async function stuck(title: string): Promise<Uuid> {
  teacherIsIll = true;
  const id = await started(title);
  await post(id, 'signals', { signal: 'approved', payload: { by: 'ada' } });
  await becomes(id, 'stuck');
  return id;
}

describe('The sagas of a service', () => {
  it('are listed newest first, in pages, by every filter', async () => {
    const older = await started('older', { version: '1.0.0' });
    const newer = await started('newer');
    const first = await answer<{ items: Saga[]; nextCursor: string }>('/sagas?limit=1');
    const second = await answer<{ items: Saga[] }>(`/sagas?limit=1&cursor=${first.body.nextCursor}`);
    expect([first.body.items[0]?.id, second.body.items[0]?.id]).toEqual([newer, older]);
    expect(first.body.items[0]).toMatchObject({
      saga: 'lesson',
      version: '1.1.0',
      correlationId: newer,
      endedAt: null,
    });
    expect(first.body.items[0]).not.toHaveProperty('timeline');
    expect(await list(`correlationId=${older}&version=1.0.0&saga=lesson&status=running`)).toMatchObject([
      { id: older },
    ]);
    for (const other of ['version=1.1.0', 'saga=lessons', 'status=stuck,paused']) {
      expect([other, await list(`correlationId=${older}&${other}`)]).toEqual([other, []]);
    }
  });

  it.each(['cursor=nonsense', 'status=lost', 'version=new', 'correlationId=1', 'limit=0', 'color=red'])(
    'are not listed by %s',
    async (query) => {
      const { status, body } = await answer<{ code: string }>(`/sagas?${query}`);
      expect([status, body.code]).toEqual([400, query.startsWith('cursor') ? 'CURSOR.INVALID' : 'REQUEST.INVALID']);
    },
  );

  it('are shown with their state, what they wait for, and what has happened', async () => {
    const id = await started('Fractions');
    const { status, body } = await get(id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      saga: 'lesson',
      status: 'running',
      step: 'approval',
      state: { title: 'Fractions' },
      failure: null,
      waitsFor: [{ kind: 'signal', step: 'approval', signal: 'approved', until: expect.stringMatching(/Z$/) }],
      entriesBefore: 0,
    });
    expect(body.timeline).toMatchObject([
      { kind: 'started' },
      { kind: 'step', step: 'prepare', outcome: 'completed', attempts: 1, endedAt: expect.stringMatching(/Z$/) },
      { kind: 'step', step: 'approval', work: 'signal', outcome: 'open', endedAt: null },
    ]);
  });

  it('tell how far the local work of their step has come', async () => {
    const id = newId();
    const sagas = under.service.app.get<Sagas>(SAGAS);
    await withContext({ tenantId: 'default', correlationId: id }, () => sagas.start('copy', id, {}));
    const { body } = await eventually(async () => {
      const found = await get(id);
      expect(found.body['progress']).toMatchObject([{ index: 0, value: { bytes: 512 } }]);
      return found;
    });
    expect(body).toMatchObject({ step: 'fetch', waitsFor: [{ kind: 'action', step: 'fetch' }] });
    expect(await post(id, 'cancel')).toMatchObject({ status: 202, body: { status: 'cancelled', progress: [] } });
  });

  it('have a history of events in pages, and are shown as they were at any point of it', async () => {
    const id = await started('Decimals');
    await post(id, 'signals', { signal: 'approved', payload: { by: 'ada' } });
    const now = await becomes(id, 'completed');
    type Event = { version: number; type: string; data: object };
    const page = await answer<{ items: Event[]; nextCursor: string }>(`/sagas/${id}/history?limit=2`);
    expect(page.body.items).toMatchObject([
      { version: 1, type: 'SagaStarted', data: { definition: 'lesson' } },
      { version: 2, type: 'StepStarted', data: { step: 'prepare' } },
    ]);
    const rest = await answer<{ items: Event[]; nextCursor: null }>(
      `/sagas/${id}/history?cursor=${page.body.nextCursor}`,
    );
    expect(rest.body.items.at(-1)).toMatchObject({ version: now.at, type: 'SagaEnded' });
    expect(rest.body.nextCursor).toBeNull();
    expect((await get(id, '?at=2')).body).toMatchObject({
      at: 2,
      status: 'running',
      step: 'prepare',
      state: { title: 'Decimals' },
      endedAt: null,
    });
    expect(now).toMatchObject({ state: { title: 'Decimals', approvedBy: 'ada' } });
    expect(await get(id, `?at=${now.at + 1}`)).toMatchObject({ status: 404, body: { code: 'SAGA.HISTORY_SHORTER' } });
    expect(await get(id, '?at=0')).toMatchObject({ status: 400, body: { code: 'REQUEST.INVALID' } });
  });

  it('are paused and resumed by somebody, who stands in the history with the reason', async () => {
    const id = await started('Angles');
    const paused = await post(id, 'pause', { reason: 'The room is taken.' });
    expect(paused).toMatchObject({
      status: 202,
      body: { taken: true, status: 'paused', waitsFor: [{ kind: 'decision' }] },
    });
    expect(paused.body.timeline.at(-1)).toMatchObject({
      kind: 'control',
      action: 'paused',
      by: 'u1',
      reason: 'The room is taken.',
    });
    expect(await post(id, 'pause')).toMatchObject({ status: 202, body: { taken: true, status: 'paused' } });
    expect(await post(id, 'resume')).toMatchObject({ status: 202, body: { taken: true, status: 'running' } });
    expect(await list(`correlationId=${id}&status=running`)).toHaveLength(1);
  });

  it('take in signals, with what goes with them', async () => {
    const id = await started('Triangles');
    const signalled = await post(id, 'signals', { signal: 'approved', payload: { by: 'ada' } });
    expect(signalled).toMatchObject({ status: 202, body: { taken: true } });
    expect(await becomes(id, 'completed')).toMatchObject({ state: { approvedBy: 'ada' }, waitsFor: [], wakesAt: null });
  });

  it('are tried again when they are stuck', async () => {
    const id = await stuck('Circles');
    expect((await get(id)).body).toMatchObject({
      step: 'teach',
      failure: { code: 'LESSON.NO_TEACHER', detail: 'The teacher is ill.' },
    });
    teacherIsIll = false;
    expect(await post(id, 'retry', { reason: 'She is well again.' })).toMatchObject({
      status: 202,
      body: { taken: true },
    });
    const { timeline } = await becomes(id, 'completed');
    const teach = timeline.find(({ step }) => step === 'teach');
    expect(teach).toMatchObject({
      outcome: 'completed',
      failures: [{ attempt: 1, failure: { code: 'LESSON.NO_TEACHER' }, retryAt: null }],
    });
    expect(timeline).toContainEqual(
      expect.objectContaining({ kind: 'control', action: 'retried', by: 'u1', reason: 'She is well again.' }),
    );
  });

  it('are stuck, and tried again, also where none of their steps failed but what is done at their end', async () => {
    inkIsOut = true;
    const id = newId();
    await withContext({ tenantId: 'default', correlationId: id }, () =>
      under.service.app.get<Sagas>(SAGAS).start('exam', id, {}),
    );
    await becomes(id, 'stuck');
    const failure = {
      code: 'SAGA.CANNOT_MOVE',
      detail: 'What exam does when it is completed failed: No mark can be written.',
    };
    expect(await list('saga=exam&status=stuck')).toMatchObject([{ id, status: 'stuck', failure }]);
    expect((await get(id)).body).toMatchObject({ status: 'stuck', failure });
    inkIsOut = false;
    expect(await post(id, 'retry', { reason: 'There is ink again.' })).toMatchObject({
      status: 202,
      body: { taken: true },
    });
    expect(await becomes(id, 'completed')).toMatchObject({ failure: null });
  });

  it('go on without the step at which they are stuck', async () => {
    const id = await stuck('Squares');
    expect(await post(id, 'skip', { reason: 'Taught by hand.' })).toMatchObject({ status: 202, body: { taken: true } });
    const { timeline } = await becomes(id, 'completed');
    expect(timeline.find(({ step }) => step === 'teach')).toMatchObject({
      outcome: 'skipped',
      skipped: { by: 'u1', reason: 'Taught by hand.' },
    });
  });

  it('are cancelled, and what was done is undone unless it is said otherwise', async () => {
    const [undo, keep] = [await started('undo'), await started('keep')];
    expect(await post(undo, 'cancel')).toMatchObject({ status: 202, body: { taken: true } });
    expect(await becomes(undo, 'cancelled')).toMatchObject({ compensated: 1, failure: { code: 'SAGA.CANCELLED' } });
    expect(await post(keep, 'cancel', { reason: 'For specs', compensate: false })).toMatchObject({
      status: 202,
      body: { taken: true, status: 'cancelled', compensated: 0 },
    });
    expect(undone).toEqual(['undo']);
  });

  it('are taken over by another version that knows how', async () => {
    const id = await started('Numbers', { version: '1.0.0' });
    const toVersion = '1.1.0';
    expect(await post(id, 'migrate', { reason: 'For specs', toVersion })).toMatchObject({
      status: 202,
      body: { taken: true, version: '1.1.0', state: { title: 'Numbers', moved: true } },
    });
    expect(await post(id, 'migrate', { reason: 'For specs', toVersion: '9.0.0' })).toMatchObject({
      status: 400,
      body: { code: 'SAGA.UNKNOWN_VERSION' },
    });
  });

  it('are cancelled once: asked again they answer the same, and nothing is recorded', async () => {
    const id = await started('Cancelled twice');
    expect((await post(id, 'cancel')).status).toBe(202);
    await becomes(id, 'cancelled');
    const { at } = (await get(id)).body;
    expect(await post(id, 'cancel')).toMatchObject({ status: 202, body: { taken: true, status: 'cancelled', at } });
    expect((await get(id)).body.at).toBe(at);
  });

  it.each(['pause', 'resume', 'retry', 'skip'])('do not %s any more once they have ended', async (what) => {
    const id = await started(what);
    await post(id, 'cancel');
    await becomes(id, 'cancelled');
    const { at } = (await get(id)).body;
    expect(await post(id, what)).toMatchObject({ status: 409, body: { code: 'SAGA.INVALID_TRANSITION' } });
    expect((await get(id)).body.at).toBe(at);
  });

  it.each(['0193b6c1-0000-7000-8000-000000000000', 'nonsense'])('do not have the id %s', async (id) => {
    const missing = { status: 404, body: { code: 'SAGA.NOT_FOUND' } };
    expect(await get(id)).toMatchObject(missing);
    expect(await get(id, '/history')).toMatchObject(missing);
    for (const what of ['pause', 'resume', 'cancel', 'retry', 'skip'])
      expect(await post(id, what)).toMatchObject(missing);
    expect(await post(id, 'migrate', { reason: 'x', toVersion: '1.1.0' })).toMatchObject(missing);
    expect(await post(id, 'signals', { signal: 'approved' })).toMatchObject(missing);
  });

  it.each([
    ['pause', {}],
    ['pause', { reason: '' }],
    ['pause', { reason: 'x'.repeat(1001) }],
    ['pause', { reason: 'x', by: 'somebody' }],
    ['cancel', { reason: 'x', compensate: 'no' }],
    ['migrate', { reason: 'x', toVersion: 'newest' }],
    ['migrate', { reason: 'x' }],
    ['signals', { signal: '' }],
    ['signals', { payload: 1 }],
  ])('are not steered by "%s" with %j', async (what, json) => {
    expect(await post(newId(), what, json)).toMatchObject({ status: 400, body: { code: 'REQUEST.INVALID' } });
  });

  it('belong to their tenant alone', async () => {
    const id = await started('Secret', { tenantId: 'acme' });
    expect((await under.call(`/sagas/${id}`, { tenant: 'acme' })).status).toBe(200);
    expect(await list(`correlationId=${id}`)).toEqual([]);
    const missing = { status: 404, body: { code: 'SAGA.NOT_FOUND' } };
    expect(await get(id)).toMatchObject(missing);
    expect(await get(id, '/history')).toMatchObject(missing);
    expect(await post(id, 'cancel')).toMatchObject(missing);
    expect(await post(id, 'signals', { signal: 'approved' })).toMatchObject(missing);
    expect((await fetch(`${under.service.url}/api/v1/sagas`)).status).toBe(401);
  });

  it('are part of the documentation, with every problem they answer', async () => {
    const document = (await (await fetch(`${under.service.url}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { responses: object; operationId: string }>>;
    };
    const paths = Object.entries(document.paths).filter(([path]) => path.includes('/sagas'));
    expect(paths.map(([path]) => path.replace('/api/v1/sagas', '')).sort()).toEqual(
      ['', '/{id}', '/{id}/history', ...ACTIONS.map((each) => `/{id}/${each}`)].sort(),
    );
    const migrate = document.paths['/api/v1/sagas/{id}/migrate']?.['post'];
    const responses = JSON.stringify(migrate?.responses);
    for (const code of ['SAGA.UNKNOWN_VERSION', 'SAGA.NOT_FOUND', 'SAGA.INVALID_TRANSITION']) {
      expect(responses).toContain(code);
    }
  });

  it('are counted, and those that are stuck are told in a readiness that stays', async () => {
    const id = await stuck('Ill');
    const metrics = await eventually(async () => {
      const text = await (await fetch(`${under.service.url}/metrics`)).text();
      const labels = { service: 'learning', saga: 'lesson', version: '1.1.0', status: 'stuck' };
      expect(sample(text, 'edda_saga_instances', labels)).toBe(1);
      return text;
    });
    const service = 'learning';
    expect(sample(metrics, 'edda_saga_inbox_messages', { service, standing: 'arrived' })).toBe(0);
    expect(sample(metrics, 'edda_saga_timer_lag_seconds', { service, of: 'oldest' })).not.toBeNull();
    expect(sample(metrics, 'edda_saga_oldest_seconds', { service, saga: 'lesson' })).toBeGreaterThan(0);
    expect(sample(metrics, 'edda_saga_stuck_total', { service, saga: 'lesson', step: 'teach' })).toBeGreaterThan(0);
    const ready = await fetch(`${under.service.url}/health/ready`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({
      status: 'ready',
      checks: { sagas: { status: 'up', stuck: { lesson: 1 } } },
    });
    await post(id, 'cancel');
    await becomes(id, 'cancelled');
  });
});

const ACTIONS = ['pause', 'resume', 'cancel', 'retry', 'skip', 'migrate', 'signals'];
