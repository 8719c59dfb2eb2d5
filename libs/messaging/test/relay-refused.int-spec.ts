import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { EddaError } from '@edda/kernel';
import { eventually, POSTGRES_START_TIMEOUT_MS } from '@edda/test-database';
import type { OutgoingRecord } from '../src/broker/broker.js';
import { RefusedRecords } from '../src/relay/refused-records.js';
import { newStream, RelayWorld, textOf } from './support/relay-world.js';

let world: RelayWorld;

beforeAll(async () => {
  world = await RelayWorld.open('refused');
}, POSTGRES_START_TIMEOUT_MS);
afterEach(() => world.clear());
afterAll(() => world.close());

const tooLarge = new EddaError('too-large', 'BROKER.RECORD_TOO_LARGE', 'Too large.');
const unroutable = new EddaError('unavailable', 'BROKER.UNROUTABLE', 'Nobody takes commands of learning.');
/** What is put aside, as a transaction of its own sees it. */
async function transaction(): Promise<{ refused: RefusedRecords; commit(): Promise<void>; rollback(): Promise<void> }> {
  const runner = world.dataSource.createQueryRunner();
  await runner.startTransaction();
  const query = async <Row>(sql: string, values?: unknown[]) => (await runner.query(sql, values)) as Row[];
  const end = (statement: () => Promise<void>) => async (): Promise<void> => {
    await statement();
    await runner.release();
  };
  return {
    refused: new RefusedRecords({ query }),
    commit: end(() => runner.commitTransaction()),
    rollback: end(() => runner.rollbackTransaction()),
  };
}

const refusing =
  (error: Error, ...texts: string[]) =>
  (record: OutgoingRecord) =>
    texts.includes(textOf(record)) ? error : null;

describe('A message that the broker refuses for good', () => {
  it('is put aside with what comes behind it in its stream, and the other streams go on', async () => {
    const [held, free] = [newStream(), newStream()];
    world.broker.refuse = refusing(tooLarge, '2');
    await world.write(held, '1', '2', '3');
    await world.write(free, 'a', 'b');
    const relay = world.relay();
    await eventually(() => expect(world.broker.textsOf(free)).toEqual(['a', 'b']));
    await world.write(held, '4');
    await world.write(free, 'c');
    await eventually(async () => expect(await relay.refused()).toEqual({ refused: 1, retrying: 0, waiting: 2 }));
    await eventually(() => expect(world.broker.textsOf(free)).toEqual(['a', 'b', 'c']));
    expect(world.broker.textsOf(held)).toEqual(['1']);
    await eventually(async () => expect((await relay.lag()).positions).toBe(0));
    const [record] = await world.refused.list({ limit: 10 });
    expect(record).toMatchObject({
      status: 'refused',
      key: `acme/${held.streamId}`,
      code: 'BROKER.RECORD_TOO_LARGE',
      reason: 'Too large.',
      attempts: 1,
      message: { type: 'LetterSent', version: 2, json: '{"text":"2"}' },
    });
  });

  it('is found in a batch of many without stopping one of the others', async () => {
    const streams = Array.from({ length: 100 }, newStream);
    const bad = ['3', '41', '42', '99'];
    world.broker.refuse = refusing(tooLarge, ...bad);
    for (const [index, stream] of streams.entries()) await world.write(stream, `${index}`);
    const relay = world.relay({ shards: 1 });
    await eventually(() => expect(world.broker.published).toHaveLength(96));
    await eventually(async () => expect(await relay.refused()).toMatchObject({ refused: 4 }));
    expect(world.broker.texts).not.toEqual(expect.arrayContaining(bad));
  });

  it('is sent again when somebody asks for it, and then what waited, in order', async () => {
    const stream = newStream();
    world.broker.refuse = refusing(tooLarge, '2');
    await world.write(stream, '1', '2', '3', '4');
    const relay = world.relay();
    await eventually(async () => expect(await relay.refused()).toMatchObject({ refused: 1, waiting: 2 }));
    world.broker.refuse = () => null;
    const [head] = await world.refused.list({ limit: 1 });
    expect(await world.refused.requestResend(head?.id ?? 0)).toEqual([head?.id]);
    await eventually(async () => expect(await relay.refused()).toEqual({ refused: 0, retrying: 0, waiting: 0 }));
    await world.write(stream, '5');
    await eventually(() => expect(world.broker.textsOf(stream)).toEqual(['1', '2', '3', '4', '5']));
  });

  it('stays aside with a further attempt when it is refused again', async () => {
    world.broker.refuse = refusing(tooLarge, '1');
    await world.write(newStream(), '1', '2');
    world.relay();
    await eventually(async () => expect(await world.refused.counts()).toMatchObject({ refused: 1, waiting: 1 }));
    await world.refused.requestResend(null);
    await eventually(async () =>
      expect(await world.refused.list({ limit: 1 })).toMatchObject([{ attempts: 2, status: 'refused', request: null }]),
    );
    expect(world.broker.published).toEqual([]);
  });

  it('holds its stream anew where another one behind it is refused', async () => {
    const stream = newStream();
    world.broker.refuse = refusing(tooLarge, '1', '3');
    await world.write(stream, '1', '2', '3', '4');
    world.relay();
    await eventually(async () => expect(await world.refused.counts()).toMatchObject({ refused: 1, waiting: 3 }));
    world.broker.refuse = refusing(tooLarge, '3');
    await world.refused.requestResend(null);
    await eventually(() => expect(world.broker.texts).toEqual(['1', '2']));
    await eventually(async () => expect(await world.refused.counts()).toMatchObject({ refused: 1, waiting: 1 }));
    expect(await world.refused.list({ limit: 1 })).toMatchObject([{ message: { json: '{"text":"3"}' } }]);
  });

  it('leaves a placeholder with its sequence when it is discarded, and what waited follows', async () => {
    const stream = newStream();
    world.broker.refuse = refusing(tooLarge, '2');
    await world.write(stream, '1', '2', '3');
    world.relay();
    await eventually(async () => expect(await world.refused.counts()).toMatchObject({ refused: 1, waiting: 1 }));
    const [head] = await world.refused.list({ limit: 1 });
    await world.refused.requestDiscard(head?.id ?? 0, 'Never needed.');
    await eventually(() => expect(world.broker.textsOf(stream)).toEqual(['1', '-', '3']));
    expect(world.broker.published[1]).toMatchObject({
      value: 'null',
      headers: {
        ce_id: head?.message.id,
        ce_type: 'MessagePlaceholder',
        ce_sequence: '2',
        ce_previous: '1',
        'edda-placeholder': 'discarded',
      },
    });
    await eventually(async () => expect(await world.refused.list({ limit: 1 })).toEqual([]));
  });

  it('leaves nothing when it is a command', async () => {
    world.broker.refuse = refusing(tooLarge, '1');
    await world.command('printer', '1');
    await world.command('printer', '2');
    world.relay();
    await eventually(async () => expect(await world.refused.counts()).toMatchObject({ refused: 1, waiting: 1 }));
    const [head] = await world.refused.list({ limit: 1 });
    await world.refused.requestDiscard(head?.id ?? 0, 'Never needed.');
    await eventually(() => expect(world.broker.texts).toEqual(['2']));
  });

  it('keeps its order also while its stream goes on being written', async () => {
    const stream = newStream();
    world.broker.refuse = refusing(tooLarge, '0');
    const relay = world.relay();
    for (let n = 0; n < 60; n++) {
      await world.write(stream, `${n}`);
      if (n === 20) {
        await eventually(async () => expect(await relay.refused()).toMatchObject({ refused: 1 }));
        world.broker.refuse = () => null;
        await world.refused.requestResend(null);
      }
    }
    await eventually(() => expect(world.broker.textsOf(stream).at(-1)).toBe('59'));
    const firsts = [...new Set(world.broker.textsOf(stream))];
    expect(firsts).toEqual(Array.from({ length: 60 }, (_, n) => `${n}`));
    await eventually(async () => expect(await relay.refused()).toEqual({ refused: 0, retrying: 0, waiting: 0 }));
  });
});

describe('What is put behind a refused message', () => {
  it('is not left there alone when that is sent again at the same moment', async () => {
    const stream = newStream();
    world.broker.refuse = refusing(tooLarge, '1');
    await world.write(stream, '1');
    const relay = world.relay();
    await eventually(async () => expect(await relay.refused()).toMatchObject({ refused: 1 }));
    await relay.stop();
    const [head] = await world.refused.list({ limit: 1 });
    if (!head) throw new Error('Nothing lies aside.');

    const later = {
      message: { ...head.message, position: head.message.position + 1 },
      status: 'waiting',
      error: null,
    } as const;
    const [resending, publishing] = [await transaction(), await transaction()];
    await resending.refused.take(head.id, 10);
    const put = publishing.refused.putAside([later], new Set([head.key]));
    await resending.refused.settle(head.key, [head.id], undefined);
    await resending.commit();
    await expect(put).rejects.toMatchObject({ code: 'RELAY.KEY_RELEASED' });
    await publishing.rollback();
  });

  it('is seen by who sends that again afterwards', async () => {
    const stream = newStream();
    world.broker.refuse = refusing(tooLarge, '1');
    await world.write(stream, '1');
    const relay = world.relay();
    await eventually(async () => expect(await relay.refused()).toMatchObject({ refused: 1 }));
    await relay.stop();
    const [head] = await world.refused.list({ limit: 1 });
    if (!head) throw new Error('Nothing lies aside.');

    const later = {
      message: { ...head.message, position: head.message.position + 1 },
      status: 'waiting',
      error: null,
    } as const;
    const publishing = await transaction();
    await publishing.refused.putAside([later], new Set([head.key]));
    const resending = await transaction();
    // Others pass by a head that somebody works on.
    expect(await resending.refused.take(head.id, 10)).toEqual([]);
    await publishing.commit();
    expect(await resending.refused.take(head.id, 10)).toHaveLength(2);
    await resending.rollback();
  });
});

describe('A command that nobody can take yet', () => {
  it('waits with its key, is tried again by itself, and holds back no event', async () => {
    const stream = newStream();
    world.broker.refuse = ({ topic }) => (topic === 'learning_commands' ? unroutable : null);
    await world.command('printer', '1');
    await world.command('printer', '2');
    await world.command('other', 'x');
    await world.write(stream, 'event');
    const relay = world.relay();
    await eventually(() => expect(world.broker.texts).toEqual(['event']));
    await eventually(async () => expect(await relay.refused()).toEqual({ refused: 0, retrying: 2, waiting: 1 }));
    world.broker.refuse = () => null;
    await eventually(() => expect(world.broker.texts).toHaveLength(4));
    expect(world.broker.texts.filter((text) => text !== 'x')).toEqual(['event', '1', '2']);
  });

  it('costs one question per topic and batch, however many there are', async () => {
    world.broker.refuse = ({ topic }) => (topic === 'learning_commands' ? unroutable : null);
    for (let n = 0; n < 64; n++) await world.command(`printer-${n}`, `${n}`);
    world.relay({ shards: 1 });
    await eventually(async () => expect(await world.refused.counts()).toMatchObject({ retrying: 64 }));
    // Halving 64 down to the first one, which stands for all.
    expect(world.broker.calls).toBeLessThan(64);
  });
});

describe('A transform that fails', () => {
  it('keeps the message from the broker, and holds its stream alone', async () => {
    const [bad, good] = [newStream(), newStream()];
    await world.write(bad, 'secret', 'more');
    await world.write(good, 'fine');
    const redactor = {
      name: 'redactor',
      apply: ({ data }: { data: unknown }) => {
        if ((data as { text: string }).text === 'secret') throw new Error(`No rule for \0${'x'.repeat(5_000)}.`);
        return undefined;
      },
    };
    const relay = world.relay({ transforms: [redactor] });
    await eventually(async () => expect(await relay.refused()).toMatchObject({ refused: 1, waiting: 1 }));
    await eventually(() => expect(world.broker.texts).toEqual(['fine']));
    expect(await world.refused.list({ limit: 1 })).toMatchObject([
      {
        code: 'MESSAGE.TRANSFORM_FAILED',
        reason: expect.stringContaining('No rule for \ufffdxxx'),
        message: { json: '{"text":"secret"}' },
      },
    ]);
  });
});
