import { describe, expect, it } from '@jest/globals';
import type { RecordedJson } from '@edda/event-store';
import { EddaError } from '@edda/kernel';
import * as fc from 'fast-check';
import type { OutgoingRecord } from '../broker/broker.js';
import { publishApart } from './publish-apart.js';
import { keyOf } from './refused-record.js';

const messageOf = (streamId: string, position: number, topic = 'content_events'): RecordedJson =>
  ({ position, tenantId: 'acme', streamId, topic }) as RecordedJson;
const recordOf = (message: RecordedJson): OutgoingRecord => ({
  topic: message.topic ?? '',
  key: keyOf(message),
  headers: {},
  value: String(message.position),
});
const tooLarge = new EddaError('too-large', 'BROKER.RECORD_TOO_LARGE', 'Too large.');
const unroutable = new EddaError('unavailable', 'BROKER.UNROUTABLE', 'Nobody.');

interface Plan {
  refused?: readonly number[];
  closed?: readonly string[];
  failing?: readonly number[];
  held?: readonly string[];
}

async function run(messages: readonly RecordedJson[], { refused = [], closed = [], failing = [], held = [] }: Plan) {
  const published: number[] = [];
  const aside = await publishApart(messages, new Set(held), {
    recordsOf: (message) => {
      if (failing.includes(message.position)) throw new EddaError('invalid', 'MESSAGE.TRANSFORM_FAILED', 'No.');
      return [recordOf(message)];
    },
    publish: async (records) => {
      for (const { value, topic } of records) {
        if (refused.includes(Number(value))) throw tooLarge;
        if (closed.includes(topic)) throw unroutable;
      }
      published.push(...records.map(({ value }) => Number(value)));
    },
  });
  return { published, aside: aside.map(({ message, status }) => [message.position, status]) };
}

describe('Publishing around what the broker refuses', () => {
  it('publishes all at once where nothing is refused', async () => {
    const messages = [messageOf('a', 1), messageOf('b', 2), messageOf('a', 3)];
    expect(await run(messages, {})).toEqual({ published: [1, 2, 3], aside: [] });
  });

  it('puts the refused one aside, and what comes behind it under its key', async () => {
    const messages = [1, 2, 3, 4, 5, 6].map((n) => messageOf(n % 2 ? 'odd' : 'even', n));
    expect(await run(messages, { refused: [3] })).toEqual({
      published: [1, 2, 4, 6],
      aside: [
        [3, 'refused'],
        [5, 'waiting'],
      ],
    });
  });

  it('publishes what comes before one that a transform fails on', async () => {
    const messages = [1, 2, 3].map((n) => messageOf('a', n));
    expect(await run(messages, { failing: [2] })).toEqual({
      published: [1],
      aside: [
        [2, 'refused'],
        [3, 'waiting'],
      ],
    });
  });

  it('asks no further for a topic that nobody takes', async () => {
    const messages = [1, 2, 3, 4].map((n) => messageOf(`s${n}`, n, n % 2 ? 'learning_commands' : 'content_events'));
    expect(await run(messages, { closed: ['learning_commands'] })).toEqual({
      published: [2, 4],
      aside: [
        [1, 'retrying'],
        [3, 'retrying'],
      ],
    });
  });

  it('publishes nothing under a key that is held', async () => {
    const messages = [messageOf('a', 1), messageOf('b', 2)];
    expect(await run(messages, { held: ['acme/a'] })).toEqual({ published: [2], aside: [[1, 'waiting']] });
  });

  it('passes on what says nothing of single records', async () => {
    const away = new EddaError('unavailable', 'BROKER.UNAVAILABLE', 'Away.');
    const parts = { recordsOf: (message: RecordedJson) => [recordOf(message)], publish: () => Promise.reject(away) };
    await expect(publishApart([messageOf('a', 1)], new Set(), parts)).rejects.toBe(away);
  });

  it('keeps each key in order up to its first failure, has one head for it, and loses nothing', async () => {
    const plan = fc.record({
      keys: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40 }),
      refused: fc.array(fc.nat(40)),
      failing: fc.array(fc.nat(40)),
      held: fc.subarray(['acme/a', 'acme/b']),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ keys, refused, failing, held }) => {
        const messages = keys.map((key, position) => messageOf(key, position));
        const { published, aside } = await run(messages, { refused, failing, held });
        expect([...published, ...aside.map(([position]) => position)].sort((l, r) => Number(l) - Number(r))).toEqual(
          messages.map(({ position }) => position),
        );
        for (const key of new Set(keys)) {
          const own = messages.filter(({ streamId }) => streamId === key).map(({ position }) => position);
          const first = own.findIndex(
            (position) => held.includes(`acme/${key}`) || refused.includes(position) || failing.includes(position),
          );
          const good = first < 0 ? own : own.slice(0, first);
          expect(published.filter((position) => own.includes(position))).toEqual(good);
          const heads = aside.filter(([position, status]) => own.includes(Number(position)) && status !== 'waiting');
          expect(heads).toHaveLength(first < 0 || held.includes(`acme/${key}`) ? 0 : 1);
        }
      }),
    );
  });
});
