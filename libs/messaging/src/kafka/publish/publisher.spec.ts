import { describe, expect, it } from '@jest/globals';
import type { OutgoingRecord } from '../../broker/broker.js';
import { partitionOf } from '../../broker/partitioner.js';
import type { TopicMessages } from './producer.js';
import { Publisher } from './publisher.js';

const record = (key: string, value = 'v'): OutgoingRecord => ({ topic: 't', key, headers: {}, value });
const refusal = (type: string): Error => Object.assign(new Error(type), { type });

/** A broker whose answers the spec gives; `null` is an acknowledgement. */
class ManualProducer {
  readonly requests: { keys: string[]; answer: (error: Error | null) => void }[] = [];

  send(topicMessages: TopicMessages[]): Promise<void> {
    const keys = topicMessages.flatMap(({ messages }) => messages.map(({ key }) => String(key)));
    return new Promise((resolve, reject) => {
      this.requests.push({ keys, answer: (error) => (error ? reject(error) : resolve()) });
    });
  }

  get sent(): string[][] {
    return this.requests.map(({ keys }) => keys);
  }

  async answer(error: Error | null = null): Promise<void> {
    this.requests[this.requests.length - 1]?.answer(error);
    await new Promise(setImmediate);
  }
}

function publisher(...producers: ManualProducer[]): Publisher {
  const directory = { partitionsOf: async () => new Map([['t', producers.length]]), forget: () => undefined };
  return new Publisher({ producers, directory, maxRecordBytes: 1024 * 1024, place: 'here' });
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the publisher', () => {
  it('has one request under way and collects for the next meanwhile', async () => {
    const producer = new ManualProducer();
    const one = publisher(producer);
    const first = [one.publish([record('a')]), one.publish([record('b')])];
    await settle();
    const second = [one.publish([record('c'), record('d')]), one.publish([record('e')])];
    await settle();
    expect(producer.sent).toEqual([['a', 'b']]);
    await producer.answer();
    await Promise.all(first);
    expect(producer.sent).toEqual([
      ['a', 'b'],
      ['c', 'd', 'e'],
    ]);
    await producer.answer();
    await Promise.all(second);
  });

  it('splits large calls into requests of limited size, in order, and resolves when all is stored', async () => {
    const producer = new ManualProducer();
    const one = publisher(producer);
    let stored = false;
    const keys = Array.from({ length: 5 }, (_, index) => `k${index}`);
    const call = one.publish(keys.map((key) => record(key, 'x'.repeat(400_000)))).then(() => (stored = true));
    await settle();
    for (const expected of [['k0', 'k1'], ['k2', 'k3'], ['k4']]) {
      expect(stored).toBe(false);
      expect(producer.sent.at(-1)).toEqual(expected);
      await producer.answer();
    }
    await call;
  });

  it('fails every call of a request that failed, and sends nothing more of them', async () => {
    const producer = new ManualProducer();
    const one = publisher(producer);
    const large = Array.from({ length: 4 }, () => record('a', 'x'.repeat(400_000)));
    const calls = [one.publish([record('first')]), one.publish(large)];
    const outcomes = Promise.allSettled(calls);
    await settle();
    expect(producer.sent).toEqual([['first', 'a', 'a']]);
    const later = one.publish([record('later')]);
    await settle();
    await producer.answer(new Error('Connection closed'));
    expect((await outcomes).map((one) => (one.status === 'rejected' ? one.reason.code : null))).toEqual([
      'BROKER.UNAVAILABLE',
      'BROKER.UNAVAILABLE',
    ]);
    expect(producer.sent.slice(1)).toEqual([['later']]);
    await producer.answer();
    await later;
  });

  it('lets only the call fail that has what the broker refuses for good', async () => {
    const producer = new ManualProducer();
    const one = publisher(producer);
    const calls = Promise.allSettled(['a', 'b', 'c'].map((key) => one.publish([record(key)])));
    await settle();
    await producer.answer(refusal('POLICY_VIOLATION'));
    await producer.answer();
    await producer.answer(refusal('POLICY_VIOLATION'));
    await producer.answer();
    expect(producer.sent).toEqual([['a', 'b', 'c'], ['a'], ['b'], ['c']]);
    expect((await calls).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('finds the record that is too large for its topic', async () => {
    const producer = new ManualProducer();
    const one = publisher(producer);
    const call = one.publish([record('a'), record('b', 'larger'), record('c')]);
    const refused = expect(call).rejects.toMatchObject({
      code: 'BROKER.RECORD_TOO_LARGE',
      message: expect.stringContaining('key "b"'),
    });
    await settle();
    await producer.answer(refusal('MESSAGE_TOO_LARGE'));
    await producer.answer(refusal('MESSAGE_TOO_LARGE'));
    await producer.answer();
    await producer.answer(refusal('MESSAGE_TOO_LARGE'));
    await refused;
    expect(producer.sent).toEqual([['a', 'b', 'c'], ['a', 'b'], ['a'], ['b']]);
  });

  it('sends a partition by one producer only, and resolves when all of them have stored theirs', async () => {
    const producers = [new ManualProducer(), new ManualProducer()];
    const one = publisher(...producers);
    const keys = Array.from({ length: 20 }, (_, index) => `k${index}`);
    let stored = false;
    const call = one.publish([...keys, ...keys].map((key) => record(key))).then(() => (stored = true));
    await settle();
    for (const [index, producer] of producers.entries()) {
      const own = keys.filter((key) => partitionOf(key, 2) === index);
      expect(producer.sent).toEqual([[...own, ...own]]);
    }
    await producers[0]?.answer();
    expect(stored).toBe(false);
    await producers[1]?.answer();
    await call;
  });

  it('closes when what it accepted has ended, and accepts nothing more', async () => {
    const producer = new ManualProducer();
    const one = publisher(producer);
    const call = one.publish([record('a')]);
    await settle();
    let closed = false;
    const close = one.close().then(() => (closed = true));
    await settle();
    expect(closed).toBe(false);
    await producer.answer();
    await Promise.all([call, close]);
    await expect(one.publish([record('b')])).rejects.toMatchObject({ code: 'BROKER.CLOSED' });
  });
});
