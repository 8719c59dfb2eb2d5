import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { EddaError, newId } from '@edda/kernel';
import {
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { outcomeId } from '../src/index.js';
import { askingSaga, chainSaga, manyChargesSaga, orderOf, orderSaga } from './support/orders.js';
import { inContext, SagaWorld } from './support/saga-world.js';

let postgres: ThrowAwayPostgres;
let world: SagaWorld;

const LONG = 60_000;
const ORDER = orderSaga({ reserve: () => undefined, release: () => undefined, ship: () => undefined });

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  world = await SagaWorld.open(postgres);
}, POSTGRES_START_TIMEOUT_MS);

afterEach(() => world.clear());

afterAll(async () => {
  await world.close();
  await postgres.stop();
});

async function doneBy(id: string): Promise<unknown> {
  const [ended, ...rest] = (await world.events(id)).toReversed();
  expect(ended?.type).toBe('SagaEnded');
  return (rest.find(({ type }) => type === 'StepCompleted')?.data as { state: { done: unknown } }).state.done;
}

describe('A signal', () => {
  it('that comes before its instance waits for it, in order of arrival', async () => {
    const { runner } = await world.process([askingSaga]);
    const id = newId();
    await runner.signal(id, 'answer', 'yes');
    await runner.signal(id, 'answer', 'no');
    await runner.start('asking', id, orderOf('soup'));
    await world.ended(id);
    expect(await doneBy(id)).toEqual(['yes', 'no']);
  });

  it('that comes before its instance is given up when that does not come in time', async () => {
    const { runner, log } = await world.process([askingSaga]);
    await runner.signal(newId(), 'answer', 'yes', { patienceMs: 1 });
    await eventually(async () => expect(await world.count('saga_inbox')).toBe(0));
    expect(log.lines.filter(({ level }) => level === 'warn')).toMatchObject([
      { message: 'Messages for sagas that were not started in time are given up.', fields: { count: 1 } },
    ]);
  });

  it('counts once, however often it comes', async () => {
    const { runner } = await world.process([askingSaga]);
    const id = newId();
    const message = newId();
    await runner.start('asking', id, orderOf('soup'));
    for (let times = 0; times < 3; times++) {
      await runner.signal(id, 'answer', 'yes', { id: message });
      await eventually(async () => expect(await world.count('saga_inbox')).toBe(0));
    }
    expect(await world.until(id, ({ step }) => step === 'second')).toMatchObject({ status: 'running' });
    await runner.signal(id, 'answer', 'no');
    await world.ended(id);
    expect(await doneBy(id)).toEqual(['yes', 'no']);
  });

  it('to an instance that has ended changes nothing', async () => {
    const { runner } = await world.process([chainSaga(1)]);
    const id = newId();
    await runner.start('chain', id, orderOf('soup'));
    await world.ended(id);
    const before = await world.history(id);
    await runner.signal(id, 'answer', 'yes');
    expect(await world.count('saga_inbox')).toBe(0);
    expect(await world.history(id)).toEqual(before);
  });

  it('is refused with a code when it is too large, or is no JSON', async () => {
    const { runner } = await world.process([askingSaga]);
    const refused = (payload: unknown, code: string): Promise<void> =>
      expect(runner.signal(newId(), 'answer', payload)).rejects.toMatchObject({ code });
    await refused('x'.repeat(1024 * 1024), 'SAGA.MESSAGE_TOO_LARGE');
    await refused(1n, 'SAGA.MESSAGE_INVALID');
    await expect(runner.signal('nobody', 'answer')).rejects.toMatchObject({ code: 'SAGA.ID_INVALID' });
    await expect(runner.signal(newId(), '')).rejects.toMatchObject({ code: 'SAGA.MESSAGE_INVALID' });
  });

  it('is refused when too many wait for the instance already', async () => {
    const { runner } = await world.process([askingSaga]);
    const id = newId();
    await world.dataSource.query(
      `insert into saga_inbox (tenant_id, instance_id, message_id, kind, body, waiting, expires_at)
       select 'default', $1, gen_random_uuid(), 'signal', '{}', true, now() + interval '1 hour' from generate_series(1, 100000)`,
      [id],
    );
    const error = await runner.signal(id, 'answer', 'yes').catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(EddaError);
    expect(error).toMatchObject({ kind: 'rate-limited', code: 'SAGA.INBOX_FULL' });
  });
});

describe('An outcome', () => {
  it('that nobody waits for changes nothing: unknown, twice, and late', async () => {
    const { runner } = await world.process([ORDER]);
    const id = newId();
    await runner.settle(newId(), { ok: true, result: null });
    await runner.start('order', id, orderOf('soup'));
    await world.until(id, ({ step }) => step === 'charge');
    const charge = outcomeId(id, 'charge', 1, 0);
    await Promise.all([1, 2, 3].map(() => runner.settle(charge, { ok: true, result: null })));
    await world.ended(id);
    const before = await world.history(id);
    await runner.settle(charge, { ok: true, result: null });
    expect(await world.count('saga_inbox')).toBe(0);
    expect(await world.history(id)).toEqual(before);
    expect(before.filter((type) => type === 'StepCompleted')).toHaveLength(3);
  });

  it(
    'of each of a thousand commands is taken in, in whatever order they come',
    async () => {
      const { runner } = await world.process([manyChargesSaga]);
      const id = newId();
      await runner.start('many-charges', id, orderOf('1000'));
      await world.until(id, ({ step }) => step === 'charge');
      const indexes = Array.from({ length: 1000 }, (_, index) => (index * 7919) % 1000);
      await Promise.all(
        indexes.map((index) => runner.settle(outcomeId(id, 'charge', 1, index), { ok: true, result: index })),
      );
      await world.ended(id);
      expect(await doneBy(id)).toEqual(Array.from({ length: 1000 }, (_, index) => String(index)));
      expect(await world.count('saga_inbox')).toBe(0);
      expect(await world.count('saga_awaited_outcomes')).toBe(0);
    },
    LONG,
  );

  it('that makes the state too large fails the step, and the saga goes on from there', async () => {
    const { runner } = await world.process([{ ...askingSaga, name: 'hungry', steps: [...manyChargesSaga.steps] }]);
    const id = newId();
    await runner.start('hungry', id, orderOf('2'));
    await world.until(id, ({ step }) => step === 'charge');
    const large = 'x'.repeat(600 * 1024);
    await runner.settle(outcomeId(id, 'charge', 1, 0), { ok: true, result: large });
    await runner.settle(outcomeId(id, 'charge', 1, 1), { ok: true, result: large });
    expect(await world.ended(id)).toMatchObject({ status: 'failed', failure: { code: 'EVENT_TOO_LARGE' } });
  });
});

describe('What is written in a unit of work', () => {
  it('is there when that is committed, and not when it is undone', async () => {
    const { runner, store } = await world.process([askingSaga]);
    const [kept, undone] = [newId(), newId()];
    const both = async (id: string, fails: boolean): Promise<void> => {
      await store.unitOfWork.run(async () => {
        await runner.start('asking', id, orderOf('soup'));
        await runner.signal(id, 'answer', 'yes');
        await runner.signal(id, 'answer', 'no');
        if (fails) throw new Error('on purpose');
      });
    };
    await both(kept, false);
    await expect(both(undone, true)).rejects.toThrow('on purpose');
    await world.ended(kept);
    expect(await doneBy(kept)).toEqual(['yes', 'no']);
    expect(await runner.get(undone)).toBeNull();
    expect(await world.count('saga_inbox')).toBe(0);
  });
});

describe('The tenant', () => {
  it('of the caller is the only one whose sagas are seen, signalled and settled', async () => {
    const { runner } = await world.process([askingSaga, ORDER]);
    const [asking, order] = [newId(), newId()];
    const theirs = { tenantId: 'theirs' };
    await inContext(theirs, async () => {
      await runner.start('asking', asking, orderOf('soup'));
      await runner.start('order', order, orderOf('soup'));
    });
    await world.until(asking, ({ step }) => step === 'first', theirs);
    await world.until(order, ({ step }) => step === 'charge', theirs);
    await runner.signal(asking, 'answer', 'no', { patienceMs: 60_000 });
    await runner.settle(outcomeId(order, 'charge', 1, 0), { ok: true, result: null });
    expect(await runner.get(asking)).toBeNull();
    expect(await runner.list({}, { limit: 10 })).toEqual([]);
    await expect(runner.control(asking, { action: 'pause', by: 'me', reason: 'why not' })).rejects.toMatchObject({
      code: 'SAGA.NOT_FOUND',
    });
    await expect(runner.start('asking', asking, orderOf('soup'))).rejects.toMatchObject({ code: 'SAGA.ID_TAKEN' });
    const history = await world.history(asking, 'theirs');
    expect(history).not.toContain('SignalReceived');
    await inContext(theirs, () => runner.signal(asking, 'answer', 'yes'));
    await world.until(asking, ({ step }) => step === 'second', theirs);
    expect(await inContext(theirs, () => runner.list({ saga: 'order' }, { limit: 10 }))).toMatchObject([
      { id: order, tenantId: 'theirs', step: 'charge' },
    ]);
  });
});

describe('The context of whoever started an instance', () => {
  it('is that of its events and commands, and of its local work; a message is the cause of what follows from it', async () => {
    const contexts: unknown[] = [];
    const context = {
      userId: 'ann',
      correlationId: newId(),
      causationId: newId(),
      traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    };
    const { runner, store } = await world.process([
      orderSaga({
        reserve: () => void contexts.push(store.unitOfWork.isActive),
        release: () => undefined,
        ship: () => undefined,
      }),
    ]);
    const id = newId();
    await inContext(context, () => runner.start('order', id, orderOf('soup')));
    await world.until(id, ({ step }) => step === 'charge');
    const outcome = newId();
    await inContext({ causationId: outcome }, () =>
      runner.settle(outcomeId(id, 'charge', 1, 0), { ok: true, result: null }),
    );
    await world.ended(id);
    expect(contexts).toEqual([true]);
    const events = await world.events(id);
    for (const { metadata } of events) {
      expect(metadata).toMatchObject({ correlationId: context.correlationId, userId: 'ann', source: 'kitchen' });
    }
    expect(events[0]?.metadata).toMatchObject({ causationId: context.causationId, traceparent: context.traceparent });
    expect(events.at(-1)?.metadata.causationId).toBe(outcome);
    const [command] = await world.dataSource.query<{ metadata: object }[]>(
      `select metadata from events where category = 'outgoing'`,
    );
    expect(command?.metadata).toMatchObject({ correlationId: context.correlationId, userId: 'ann' });
  });
});
