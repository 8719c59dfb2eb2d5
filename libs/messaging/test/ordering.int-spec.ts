import { describe, expect, it } from '@jest/globals';
import { eventually } from '@edda/test-database';
import type { BrokerRecord } from '../src/index.js';
import { deliveryWorld } from './support/delivery-world.js';
import type { LetterSent } from './support/letters.js';
import { inOrder, letter, without } from './support/records.js';

const world = deliveryWorld('ordering');

/** The first records of one stream. */
function letters(count: number, streamId = 'a'): BrokerRecord[] {
  return Array.from({ length: count }, (_, index) => letter(streamId, `${streamId}${index + 1}`));
}

function withHeaders(record: BrokerRecord, headers: Record<string, string>): BrokerRecord {
  return { ...record, headers: { ...record.headers, ...headers } };
}

/** One of the spec's own records, which it knows to be there. */
function at(records: readonly BrokerRecord[], index: number): BrokerRecord {
  const record = records[index];
  if (!record) throw new Error(`There is no record ${index}.`);
  return record;
}

describe('Records that come in another order', () => {
  it('are handled in the order of their stream', async () => {
    await world.read();
    const a = letters(4);
    await world.broker.hand(inOrder(at(a, 0), at(a, 3), at(a, 2)));
    expect(await world.kept()).toEqual(['a1']);
    expect(await world.parked()).toEqual([
      ['gap', 'a3'],
      ['gap', 'a4'],
    ]);
    await world.broker.hand(inOrder(at(a, 1)));
    await eventually(async () => expect(await world.kept()).toEqual(['a1', 'a2', 'a3', 'a4']));
    expect(await world.keyRows()).toEqual([{ last: 4, state: 'open' }]);
  });

  it('wait for a missing one without holding back another stream, however often they come again', async () => {
    await world.read();
    const a = letters(3);
    const waiting = inOrder(at(a, 0), at(a, 2), ...letters(2, 'b'));
    await world.broker.hand(waiting);
    await world.broker.hand(waiting);
    expect((await world.kept()).sort()).toEqual(['a1', 'b1', 'b2']);
    expect(await world.parked()).toEqual([['gap', 'a3']]);
  });

  it('are handled once when the missing one comes to another process', async () => {
    await world.read();
    await world.read();
    const a = letters(5);
    await world.broker.hand(inOrder(at(a, 0), at(a, 2), at(a, 4)));
    await Promise.all([
      world.broker.hand(inOrder(at(a, 1)), undefined, 1),
      world.broker.hand(inOrder(at(a, 3)), undefined, 0),
    ]);
    await eventually(async () => expect(await world.kept()).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']));
  });
});

describe('A subscription that begins with the oldest records', () => {
  it('waits for the first one of a stream, which a backfill brings', async () => {
    await world.read();
    const a = letters(3);
    await world.broker.hand(inOrder(at(a, 1), at(a, 2)));
    expect(await world.kept()).toEqual([]);
    const backfill = [0, 1, 2].map((index) => withHeaders(at(a, index), { 'edda-group': world.group }));
    await world.broker.hand(inOrder(...backfill));
    await eventually(async () => expect(await world.kept()).toEqual(['a1', 'a2', 'a3']));
    await eventually(async () => expect(await world.parked()).toEqual([]));
  });

  it('takes what the log says it begins with as the start of a stream', async () => {
    await world.read();
    const a = letters(4);
    await world.broker.hand(inOrder(at(a, 3)));
    const backfill = withHeaders(at(a, 2), { 'edda-group': world.group, 'edda-history-start': 'true' });
    await world.broker.hand(inOrder(backfill));
    await eventually(async () => expect(await world.kept()).toEqual(['a3', 'a4']));
  });

  it('leaves a backfill of another group alone', async () => {
    await world.read();
    const a = letters(2);
    await world.broker.hand(inOrder(withHeaders(at(a, 0), { 'edda-group': 'learning.other' })));
    expect(await world.kept()).toEqual([]);
    await world.broker.hand(inOrder(at(a, 0)));
    expect(await world.kept()).toEqual(['a1']);
  });
});

describe('A subscription that begins with the newest records', () => {
  it('takes the first record it sees of a stream, and none before it', async () => {
    await world.read(world.keep, { policy: { from: 'latest' } });
    const a = letters(4);
    await world.broker.hand(inOrder(at(a, 1), at(a, 0), at(a, 3)));
    expect(await world.kept()).toEqual(['a2']);
    await world.broker.hand(inOrder(at(a, 2)));
    await eventually(async () => expect(await world.kept()).toEqual(['a2', 'a3', 'a4']));
  });
});

describe('A record that no handler gets', () => {
  const other = (record: BrokerRecord): BrokerRecord => withHeaders(record, { ce_type: 'SomethingElse' });

  it('moves its stream on, also for the process that comes next', async () => {
    await world.read();
    const a = letters(5);
    await world.broker.hand(inOrder(other(at(a, 0)), other(at(a, 1)), at(a, 2), other(at(a, 3))));
    expect(await world.keyRows()).toEqual([{ last: 4, state: 'open' }]);
    await world.read();
    await world.broker.hand(inOrder(at(a, 4)), undefined, 1);
    expect(await world.kept()).toEqual(['a3', 'a5']);
  });

  it('waits in its place behind a message that fails', async () => {
    let paper = false;
    await world.read(async (delivery, unitOfWork) => {
      if (!paper) throw new Error('The printer is out of paper.');
      await world.keep(delivery, unitOfWork);
    });
    const a = letters(3);
    await world.broker.hand(inOrder(at(a, 0), other(at(a, 1)), at(a, 2)));
    expect(await world.parked()).toHaveLength(3);
    paper = true;
    await world.hurry();
    await eventually(async () => expect(await world.kept()).toEqual(['a1', 'a3']));
    await eventually(async () => expect(await world.keyRows()).toEqual([{ last: 3, state: 'open' }]));
  });

  it('is also one that stands for a message which is not published', async () => {
    await world.read(world.keep, { payload: null });
    const a = letters(2);
    const placeholder = { ...withHeaders(at(a, 0), { 'edda-placeholder': 'discarded' }), value: 'null' };
    await world.broker.hand(inOrder(placeholder, at(a, 1)));
    expect(await world.kept()).toEqual(['a2']);
  });

  it('is none that a transform brought to another topic, which has no gaps to know of', async () => {
    await world.read();
    const a = letters(3);
    await world.broker.hand(inOrder(without(at(a, 0), 'ce_previous'), without(at(a, 2), 'ce_previous')));
    expect(await world.kept()).toEqual(['a1', 'a3']);
  });
});

describe('An instance that lost its partition while it handled a message', () => {
  it('changes nothing when another one has handled it meanwhile', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const started: string[] = [];
    await world.read(async (delivery, unitOfWork) => {
      started.push('slow');
      await world.keep({ ...delivery, data: { text: 'too late' } }, unitOfWork);
      await released;
    });
    await world.read();
    const a = letters(2);
    const lost = new AbortController();
    const slow = world.broker.hand(a, lost.signal, 0);
    await eventually(() => expect(started).toEqual(['slow']));
    lost.abort();
    await world.broker.hand(a, undefined, 1);
    release();
    await expect(slow).rejects.toThrow('The partition was taken away');
    expect(await world.kept()).toEqual(['a1', 'a2']);
    expect(started).toEqual(['slow']);
  });

  it('does not run a key twice at once when the partition comes back', async () => {
    let running = 0;
    let most = 0;
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await world.read(async (delivery, unitOfWork) => {
      most = Math.max(most, ++running);
      await released;
      await world.keep(delivery, unitOfWork);
      running--;
    });
    const a = letters(2);
    const lost = new AbortController();
    const first = world.broker.hand(a, lost.signal);
    await eventually(() => expect(running).toBe(1));
    lost.abort();
    const second = world.broker.hand(a);
    release();
    await Promise.allSettled([first, second]);
    expect(most).toBe(1);
    expect(await world.kept()).toEqual(['a1', 'a2']);
  });
});

describe('Keys', () => {
  it('run side by side, no more of them at once than the policy says, and each in order', async () => {
    let running = 0;
    let most = 0;
    const seen = new Map<string, string[]>();
    await world.read(
      async ({ data, streamId }) => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
        seen.set(streamId, [...(seen.get(streamId) ?? []), (data as LetterSent).text]);
        running--;
      },
      { policy: { concurrency: 4 } },
    );
    const streams = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const all = streams.map((streamId) => letters(10, streamId));
    await world.broker.hand(inOrder(...Array.from({ length: 80 }, (_, i) => at(all[i % 8] ?? [], Math.floor(i / 8)))));
    expect(most).toBe(4);
    for (const [index, streamId] of streams.entries()) {
      expect(seen.get(streamId)).toEqual(all[index]?.map(({ value }) => (JSON.parse(value) as LetterSent).text));
    }
  });

  it('have no order where the policy wants none, and each message is handled once', async () => {
    let running = 0;
    let most = 0;
    await world.read(
      async (delivery, unitOfWork) => {
        most = Math.max(most, ++running);
        await eventually(() => expect(most).toBeGreaterThan(1));
        await world.keep(delivery, unitOfWork);
        running--;
      },
      { policy: { orderedBy: 'none' } },
    );
    const a = letters(4);
    await world.broker.hand(inOrder(at(a, 3), at(a, 0), at(a, 2)));
    await world.broker.hand(inOrder(...a));
    expect((await world.kept()).sort()).toEqual(['a1', 'a2', 'a3', 'a4']);
  });
});
