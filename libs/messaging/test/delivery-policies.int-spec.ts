import { describe, expect, it } from '@jest/globals';
import { EddaError } from '@edda/kernel';
import { eventually } from '@edda/test-database';
import type { BrokerRecord } from '../src/index.js';
import { DeadLetters } from '../src/index.js';
import { eventStoreOver } from '@edda/event-store/testing';
import { deliveryWorld } from './support/delivery-world.js';
import { PrintLetter, type LetterSent } from './support/letters.js';
import { idOf, inOrder, letter, recordOf } from './support/records.js';

const world = deliveryWorld('policies');

const temporary = (): Error => new Error('The printer is out of paper.');
const final = (): EddaError => new EddaError('conflict', 'LETTER.UNREADABLE', 'Nobody can read this letter.');
const textOf = ({ data }: { data: unknown }): string => (data as LetterSent).text;
const letters = (count: number, streamId = 'a'): BrokerRecord[] =>
  Array.from({ length: count }, (_, index) => letter(streamId, `${streamId}${index + 1}`));

function deadLetters(): DeadLetters {
  return new DeadLetters(eventStoreOver(world.dataSource, 'learning').unitOfWork);
}

async function marks(): Promise<number> {
  const rows = await world.dataSource.query<unknown[]>(
    `select 1 from inbox where subscription = $1 union all select 1 from subscription_keys where subscription = $1`,
    [world.group],
  );
  return rows.length;
}

describe('At least once', () => {
  it('notes nothing of a message that goes well, and handles it again when it comes again', async () => {
    const seen: string[] = [];
    await world.read(async (delivery) => void seen.push(textOf(delivery)), { policy: { guarantee: 'at-least-once' } });
    const a = letters(2);
    await world.broker.hand(a);
    await world.broker.hand(a);
    expect(seen).toEqual(['a1', 'a2', 'a1', 'a2']);
    expect(await marks()).toBe(0);
  });

  it('parks a message that fails, and those behind it, also for the process that comes next', async () => {
    let paper = false;
    const seen: string[] = [];
    const handle = async (delivery: { data: unknown }): Promise<void> => {
      if (!paper) throw temporary();
      seen.push(textOf(delivery));
    };
    const policy = { guarantee: 'at-least-once' } as const;
    await world.read(handle, { policy });
    const a = letters(4);
    await world.broker.hand(a.slice(0, 2));
    await world.read(handle, { policy });
    await world.broker.hand(a.slice(2, 3), undefined, 1);
    paper = true;
    await world.hurry();
    await eventually(async () => expect(await world.parked()).toEqual([]));
    await world.broker.hand(a.slice(3), undefined, 1);
    expect(seen).toEqual(['a1', 'a2', 'a3', 'a4']);
    expect(await marks()).toBe(0);
  });

  it('may become effectively once later, without a gap', async () => {
    const a = letters(3);
    await world.read(undefined, {});
    await world.broker.hand(a.slice(0, 1));
    await world.readers.pop()?.stop(1000);
    await world.read(world.keep, { policy: { guarantee: 'at-least-once' } });
    await world.broker.hand(a.slice(1, 2));
    await world.readers.pop()?.stop(1000);
    await world.read();
    await world.broker.hand(a.slice(2));
    expect(await world.kept()).toEqual(['a1', 'a2', 'a3']);
  });
});

describe('At most once', () => {
  it('marks a message before its handler, which is never called again for it', async () => {
    const seen: string[] = [];
    let marked = 0;
    const handle = async (delivery: { data: unknown }): Promise<void> => {
      marked = await marks();
      seen.push(textOf(delivery));
      throw temporary();
    };
    await world.read(handle, { policy: { guarantee: 'at-most-once' } });
    const a = letters(2);
    await world.broker.hand(a);
    await world.broker.hand(a);
    expect(seen).toEqual(['a1', 'a2']);
    expect(marked).toBe(1);
    expect(await world.parked()).toEqual([]);
    const dead = await deadLetters().list({ subscription: world.group }, { limit: 10 });
    expect(dead).toMatchObject([{ holdsKey: false }, { holdsKey: false }]);
  });
});

describe('A handler that takes too long', () => {
  // The attempt that goes well has as long, on a busy machine too.
  const TIMEOUT_MS = 4_000;

  it('counts as failed, and what it did in its unit of work is undone and never committed', async () => {
    let attempts = 0;
    const late: unknown[] = [];
    await world.read(
      async (delivery, unitOfWork, signal) => {
        await world.keep(delivery, unitOfWork);
        if (++attempts > 1) return;
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        await world.keep(delivery, unitOfWork).catch((error: unknown) => late.push(error));
        await unitOfWork.run(() => world.keep(delivery, unitOfWork)).catch((error: unknown) => late.push(error));
      },
      { policy: { timeoutMs: TIMEOUT_MS } },
    );
    await world.broker.hand(letters(1));
    expect(attempts).toBe(2);
    await eventually(() => expect(late).toHaveLength(2));
    expect(await world.kept()).toEqual(['a1']);
  });

  it('is undone also while a statement of it runs', async () => {
    let attempts = 0;
    await world.read(
      async (delivery, unitOfWork) => {
        await world.keep(delivery, unitOfWork);
        if (++attempts === 1) await unitOfWork.client().query('select pg_sleep(30)');
      },
      { policy: { timeoutMs: TIMEOUT_MS } },
    );
    await world.broker.hand(letters(1));
    expect(attempts).toBe(2);
    expect(await world.kept()).toEqual(['a1']);
  });
});

describe('A dead letter that holds nothing', () => {
  it('lets its key go on, and is handled by itself when it is redriven', async () => {
    let isBroken = true;
    await world.read(
      async (delivery, unitOfWork) => {
        if (isBroken && textOf(delivery) === 'a2') throw final();
        await world.keep(delivery, unitOfWork);
      },
      { policy: { onDead: 'skip' } },
    );
    const a = letters(4);
    await world.broker.hand(a.slice(0, 3));
    expect(await world.kept()).toEqual(['a1', 'a3']);
    const [dead] = await deadLetters().list({ subscription: world.group }, { limit: 10 });
    expect(dead).toMatchObject({ messageId: idOf(a[1] as BrokerRecord), status: 'dead', holdsKey: false, behind: 0 });
    isBroken = false;
    await deadLetters().redrive(dead?.id ?? '', 'ann');
    for (const reader of world.readers) reader.wake();
    await eventually(async () => expect(await world.kept()).toEqual(['a1', 'a3', 'a2']));
    await world.broker.hand(a);
    expect(await world.kept()).toEqual(['a1', 'a3', 'a2', 'a4']);
    expect((await deadLetters().get(dead?.id ?? ''))?.status).toBe('handled');
    expect(await world.keyRows()).toEqual([{ last: 4, state: 'open' }]);
  });

  it('is also a command without a reply, which is not handled when it comes again', async () => {
    let attempts = 0;
    await world.read(
      async () => {
        attempts++;
        throw final();
      },
      { payload: PrintLetter, policy: { onDead: 'skip' } },
    );
    const command = recordOf(PrintLetter, { text: 'print' });
    await world.broker.hand([command]);
    await world.broker.hand([command]);
    expect(attempts).toBe(1);
  });
});

describe('A record of a stranger', () => {
  it.each<[string, (record: BrokerRecord) => BrokerRecord]>([
    ['a value with a NUL', (record) => ({ ...record, value: '{"text":"\0' })],
    ['a key with a NUL', (record) => ({ ...record, key: 'acme\0a' })],
    ['an id with a NUL', (record) => ({ ...record, headers: { ...record.headers, ce_id: 'a\0b' } })],
    ['a key too long for an index', (record) => ({ ...record, key: 'k'.repeat(20_000) })],
    ['no headers', (record) => ({ ...record, headers: {} })],
  ])('with %s does not stop its partition', async (_what, spoil) => {
    await world.read();
    await world.broker.hand(inOrder(spoil(letter('a', 'strange')), letter('b', 'b1')));
    expect(await world.kept()).toContain('b1');
  });

  it('may make its handler quote it', async () => {
    await world.read(async () => {
      throw new EddaError('conflict', 'LETTER.UNREADABLE', 'It begins with \0.');
    });
    await world.broker.hand([letter('a', 'strange')]);
    expect(await deadLetters().list({ subscription: world.group }, { limit: 1 })).toMatchObject([
      { message: 'It begins with \uFFFD.' },
    ]);
  });
});

describe('A window', () => {
  it('takes over no more records than the policy says until some are finished', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let begun = 0;
    await world.read(
      async () => {
        begun++;
        await released;
      },
      { policy: { prefetch: 4, concurrency: 10 } },
    );
    const records = inOrder(...['a', 'b', 'c', 'd'].map((streamId) => letter(streamId, '1')));
    const { handler } = world.broker.open(records);
    await handler.take(records.slice(0, 2));
    let hasRoom = false;
    const second = handler.take(records.slice(2)).then(() => (hasRoom = true));
    await eventually(() => expect(begun).toBe(4));
    expect(hasRoom).toBe(false);
    release();
    await second;
  });

  it('is finished up to the lowest record that is not', async () => {
    const releases = new Map<string, () => void>();
    await world.read((delivery) => new Promise<void>((resolve) => releases.set(delivery.streamId, resolve)));
    const records = inOrder(letter('a', '1'), letter('b', '1'), letter('c', '1'));
    const { handler, finished } = world.broker.open(records);
    const [first = 0] = records.map(({ offset }) => offset);
    await handler.take(records);
    await eventually(() => expect(releases.size).toBe(3));
    releases.get('b')?.();
    releases.get('a')?.();
    await eventually(() => expect(finished()).toBe(first + 2));
    releases.get('c')?.();
    await eventually(() => expect(finished()).toBe(first + 3));
  });
});

describe('Too many parked messages', () => {
  it('let the partitions wait until there are fewer', async () => {
    let paper = false;
    const reader = await world.read(
      async (delivery, unitOfWork) => {
        if (!paper) throw temporary();
        await world.keep(delivery, unitOfWork);
      },
      { policy: { maxParked: 3 } },
    );
    const a = letters(3);
    const { handler } = world.broker.open(a);
    let hasRoom = false;
    await handler.take(a);
    await eventually(() => expect(reader.status().tooManyParked).toBe(true));
    const taken = handler.take(letters(1, 'b')).then(() => (hasRoom = true));
    await eventually(async () => expect(await world.parked()).toHaveLength(4));
    expect(hasRoom).toBe(false);
    paper = true;
    await world.hurry();
    await taken;
    expect(reader.status().tooManyParked).toBe(false);
    await eventually(async () => expect((await world.kept()).sort()).toEqual(['a1', 'a2', 'a3', 'b1']));
  });
});
