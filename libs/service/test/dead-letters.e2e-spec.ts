import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EventSchema, message } from '@edda/event-schemas';
import { UnitOfWork } from '@edda/event-store';
import { EddaError, newId, withContext } from '@edda/kernel';
import {
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { Controller, Module } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { IsString, MaxLength } from 'class-validator';
import { eventSourcedService, StatefulServiceConfig } from '../src/index.js';
import { startServiceUnderTest, type ServiceUnderTest } from '../src/testing/index.js';

@EventSchema({
  type: 'PageTorn',
  version: '1.0.0',
  sender: 'learning',
  description: 'For the specs of dead letters.',
})
class PageTorn {
  @IsString()
  @MaxLength(20)
  text!: string;
}

const mended: string[] = [];

@Controller()
class MenderController {
  @EventPattern('PageTorn', { name: 'mend' })
  async mend(@Payload() { text }: PageTorn): Promise<void> {
    if (text.startsWith('bad')) throw new EddaError('conflict', 'PAGE.BEYOND_REPAIR', `"${text}" cannot be mended.`);
    mended.push(text);
  }
}

@Module({ controllers: [MenderController] })
class LearningModule {}

const learning = eventSourcedService({
  name: 'learning',
  title: 'For specs',
  config: StatefulServiceConfig,
  entities: [],
  migrations: [],
  module: () => LearningModule,
});

interface Letter {
  id: string;
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

beforeEach(() => void (mended.length = 0));

/** Publishes one event after the other in a stream of its own. */
async function tear(...texts: string[]): Promise<string> {
  const streamId = `page-${newId()}`;
  const unitOfWork = under.service.app.get(UnitOfWork);
  await withContext({ tenantId: 'acme' }, () =>
    unitOfWork.run(async () => {
      const events = texts.map((text) => message(PageTorn, { text }));
      unitOfWork.append({ tenantId: 'acme', streamId, category: 'page' }, events, 'none');
    }),
  );
  return `acme/${streamId}`;
}

async function answer<T>(
  path: string,
  options?: Parameters<ServiceUnderTest['call']>[1],
): Promise<{ status: number; body: T }> {
  const response = await under.call(path, options);
  return { status: response.status, body: (await response.json()) as T };
}

const patch = (path: string, json: unknown): ReturnType<typeof answer<Letter>> =>
  answer<Letter>(path, { json, method: 'PATCH' });
const post = <T = Letter>(path: string, json: unknown = {}): Promise<{ status: number; body: T }> =>
  answer<T>(path, { json });
const list = async (query: string): Promise<Letter[]> =>
  (await answer<{ items: Letter[] }>(`/dead-letters?${query}`)).body.items;

/** The dead letter of a key, as soon as it is dead. */
function deadOf(key: string): Promise<Letter> {
  return eventually(async () => {
    const [letter] = await list(`key=${encodeURIComponent(key)}&status=dead`);
    expect(letter).toBeDefined();
    return letter!;
  });
}

describe('The dead letters of a service', () => {
  it('are listed with the reason and what waits behind them', async () => {
    const key = await tear('bad page', 'next page', 'last page');
    await deadOf(key);
    const letter = await eventually(async () => {
      const found = await deadOf(key);
      expect(found['behind']).toBe(2);
      return found;
    });
    expect(letter).toMatchObject({
      status: 'dead',
      subscription: 'learning.mend',
      type: 'PageTorn',
      tenant: 'acme',
      code: 'PAGE.BEYOND_REPAIR',
      reason: '"bad page" cannot be mended.',
      attempts: 1,
      holdsKey: true,
      note: null,
    });
    expect(letter).not.toHaveProperty('data');
  });

  it('are found by each filter, and by all of them together', async () => {
    const key = await tear('bad filter');
    const letter = await deadOf(key);
    const filters = {
      subscription: 'learning.mend',
      type: 'PageTorn',
      code: 'PAGE.BEYOND_REPAIR',
      tenant: 'acme',
      correlation: String(letter['correlationId']),
      since: String(letter['diedAt']),
      status: 'dead',
      key,
    };
    const matching = await list(new URLSearchParams(filters).toString());
    expect(matching.map(({ id }) => id)).toEqual([letter.id]);
    for (const [name, value] of Object.entries(filters)) {
      const other =
        name === 'since'
          ? ['until', value]
          : [name, name === 'correlation' ? newId() : name === 'status' ? 'handled' : `${value}x`];
      const query = new URLSearchParams({ ...filters, [String(other[0])]: String(other[1]) });
      expect([name, await list(query.toString())]).toEqual([name, []]);
    }
  });

  it('are shown in pages, newest first', async () => {
    const older = await deadOf(await tear('bad older'));
    const newer = await deadOf(await tear('bad newer'));
    const first = await answer<{ items: Letter[]; nextCursor: string }>('/dead-letters?limit=1');
    const second = await answer<{ items: Letter[] }>(`/dead-letters?limit=1&cursor=${first.body.nextCursor}`);
    expect([first.body.items[0]!.id, second.body.items[0]!.id]).toEqual([newer.id, older.id]);
    expect(await answer('/dead-letters?cursor=nonsense')).toMatchObject({
      status: 400,
      body: { code: 'CURSOR.INVALID' },
    });
    expect(await answer('/dead-letters?status=lost')).toMatchObject({ status: 400, body: { code: 'REQUEST.INVALID' } });
  });

  it('are shown one by one with data, headers and history', async () => {
    const letter = await deadOf(await tear('bad detail'));
    const { status, body } = await answer<Letter>(`/dead-letters/${letter.id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      topic: 'learning_events',
      headers: { ce_type: 'PageTorn', ce_tenantid: 'acme' },
      data: { text: 'bad detail' },
      text: null,
    });
  });

  it.each(['0193b6c1-0000-7000-8000-000000000000', 'nonsense'])('do not have the id %s', async (id) => {
    const missing = { status: 404, body: { code: 'DEAD_LETTER.NOT_FOUND' } };
    expect(await answer(`/dead-letters/${id}`)).toMatchObject(missing);
    expect(await patch(`/dead-letters/${id}`, { data: {} })).toMatchObject(missing);
    expect(await post(`/dead-letters/${id}/redrive`)).toMatchObject(missing);
    expect(await post(`/dead-letters/${id}/discard`, { note: 'x' })).toMatchObject(missing);
  });

  it('go back to the handler with other data, and what waited behind them follows in order', async () => {
    const key = await tear('bad word', 'second', 'third');
    const { id } = await deadOf(key);
    expect(await patch(`/dead-letters/${id}`, { data: { text: 'good word' } })).toMatchObject({
      status: 200,
      body: { data: { text: 'good word' }, editedBy: 'u1', status: 'dead' },
    });
    expect(await post(`/dead-letters/${id}/redrive`)).toMatchObject({ status: 200, body: { status: 'redriven' } });
    await eventually(() => expect(mended).toEqual(['good word', 'second', 'third']));
    const { body } = await eventually(async () => {
      const found = await answer<Letter>(`/dead-letters/${id}`);
      expect(found.body['status']).toBe('handled');
      return found;
    });
    expect(body['rounds']).toMatchObject([{ round: 1, code: 'PAGE.BEYOND_REPAIR', redrivenBy: 'u1', edited: true }]);
    expect(await post(`/dead-letters/${id}/redrive`)).toMatchObject({
      status: 409,
      body: { code: 'DEAD_LETTER.NOT_DEAD' },
    });
  });

  it('take no data that their schema refuses, and none that is no object', async () => {
    const { id } = await deadOf(await tear('bad schema'));
    expect(await patch(`/dead-letters/${id}`, { data: { text: 'x'.repeat(21) } })).toMatchObject({
      status: 400,
      body: { code: 'MESSAGE.INVALID' },
    });
    expect(await patch(`/dead-letters/${id}`, { data: 'good' })).toMatchObject({
      status: 400,
      body: { code: 'REQUEST.INVALID' },
    });
  });

  it('are not handed back a third time unless they are edited', async () => {
    const key = await tear('bad loop');
    const { id } = await deadOf(key);
    for (let round = 1; round <= 2; round++) {
      expect((await post(`/dead-letters/${id}/redrive`)).status).toBe(200);
      await deadOf(key);
    }
    expect(await post(`/dead-letters/${id}/redrive`)).toMatchObject({
      status: 409,
      body: { code: 'DEAD_LETTER.LOOPING' },
    });
    await patch(`/dead-letters/${id}`, { data: { text: 'unlooped' } });
    expect((await post(`/dead-letters/${id}/redrive`)).status).toBe(200);
    await eventually(() => expect(mended).toEqual(['unlooped']));
  });

  it('are discarded with a note, and what waited behind them goes on', async () => {
    const key = await tear('bad luck', 'after it');
    const { id } = await deadOf(key);
    expect(await post(`/dead-letters/${id}/discard`)).toMatchObject({ status: 400, body: { code: 'REQUEST.INVALID' } });
    expect(await post(`/dead-letters/${id}/discard`, { note: 'Sent by mistake' })).toMatchObject({
      status: 200,
      body: { status: 'discarded', note: 'Sent by mistake (u1)' },
    });
    await eventually(() => expect(mended).toEqual(['after it']));
  });

  it('are handed back by id or by filter, with those that are refused', async () => {
    const [key, other] = [await tear('bad one'), await tear('bad other')];
    const letters = [await deadOf(key), await deadOf(other)];
    const unknown = newId();
    type Outcome = { redriven: string[]; refused: object[]; more: boolean };
    expect(await post<Outcome>('/dead-letters/redrive', { ids: [letters[0]!.id, unknown] })).toEqual({
      status: 200,
      body: { redriven: [letters[0]!.id], refused: [], more: false },
    });
    await deadOf(key);
    const byFilter = await post<Outcome>('/dead-letters/redrive', { key: other });
    expect(byFilter.body).toMatchObject({ redriven: [letters[1]!.id] });
    await deadOf(other);
    await post('/dead-letters/redrive', { key: other });
    await deadOf(other);
    expect((await post<Outcome>('/dead-letters/redrive', { key: other })).body).toMatchObject({
      redriven: [],
      refused: [{ id: letters[1]!.id, code: 'DEAD_LETTER.LOOPING' }],
    });
  });

  it('are never handed back all at once by accident', async () => {
    expect(await post('/dead-letters/redrive')).toMatchObject({
      status: 400,
      body: { code: 'DEAD_LETTER.FILTER_MISSING' },
    });
    expect(await post('/dead-letters/redrive', { subscripton: 'learning.mend' })).toMatchObject({
      status: 400,
      body: { code: 'REQUEST.INVALID' },
    });
  });

  it('are part of the documentation, with every problem they answer', async () => {
    const document = (await (await fetch(`${under.service.url}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { responses: object }>>;
    };
    expect(Object.keys(document.paths).filter((path) => path.includes('dead-letters'))).toEqual([
      '/api/v1/dead-letters',
      '/api/v1/dead-letters/{id}',
      '/api/v1/dead-letters/redrive',
      '/api/v1/dead-letters/{id}/redrive',
      '/api/v1/dead-letters/{id}/discard',
    ]);
    const redrive = document.paths['/api/v1/dead-letters/{id}/redrive']!['post']!;
    expect(JSON.stringify(redrive.responses)).toMatch(/DEAD_LETTER.LOOPING.*DEAD_LETTER.NOT_DEAD/s);
  });
});

describe('The subscriptions of a service', () => {
  it('are listed with their state and what they have put aside', async () => {
    await deadOf(await tear('bad listing'));
    const { body } = await answer<object[]>('/subscriptions');
    expect(body).toMatchObject([
      {
        name: 'learning.mend',
        state: 'running',
        reason: null,
        paused: null,
        topics: ['learning_events'],
        types: ['PageTorn'],
        partitions: 12,
        breaker: 'closed',
        parked: { waiting: expect.anything(), dead: expect.anything() },
      },
    ]);
    expect((body[0] as { dead: number }).dead).toBeGreaterThan(0);
  });

  it('are part of its readiness', async () => {
    const response = await fetch(`${under.service.url}/health/ready`);
    expect(await response.json()).toMatchObject({ checks: { subscriptions: { status: 'up', running: 1 } } });
  });

  it('are shown to callers that the gateway has signed alone', async () => {
    for (const path of ['subscriptions', 'dead-letters']) {
      expect((await fetch(`${under.service.url}/api/v1/${path}`)).status).toBe(401);
    }
  });
});
