import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sharePartitions, type SharingMember } from './share-partitions.js';

const partitionsOf = (topic: string, count: number) =>
  Array.from({ length: count }, (_, partition) => ({ topic, partition }));
const member = (id: string, topics: string[], held: string[] = []): SharingMember => ({
  id,
  topics: new Set(topics),
  held: new Set(held),
});
const names = (shares: ReturnType<typeof sharePartitions>) =>
  Object.fromEntries(
    [...shares].map(([id, share]) => [id, share.map((one) => `${one.topic}/${one.partition}`).sort()]),
  );

describe('sharing partitions', () => {
  it('gives everybody as many, and leaves what somebody holds with him', () => {
    const held = ['t/0', 't/1', 't/2', 't/3', 't/4', 't/5'];
    const shares = names(sharePartitions([member('a', ['t'], held), member('b', ['t'])], partitionsOf('t', 6)));
    expect(shares['a']).toHaveLength(3);
    expect(shares['b']).toHaveLength(3);
    const later = names(
      sharePartitions(
        [member('a', ['t'], shares['a']), member('b', ['t'], shares['b']), member('c', ['t'])],
        partitionsOf('t', 6),
      ),
    );
    expect(later['c']).toHaveLength(2);
    expect(later['a']?.every((name) => shares['a']?.includes(name))).toBe(true);
    expect(later['b']?.every((name) => shares['b']?.includes(name))).toBe(true);
  });

  it('gives a topic only to those who read it', () => {
    const shares = names(
      sharePartitions(
        [member('a', ['old'], ['old/0', 'new/0']), member('b', ['old', 'new'])],
        [...partitionsOf('old', 2), ...partitionsOf('new', 2), ...partitionsOf('unread', 1)],
      ),
    );
    expect(shares).toEqual({ a: ['old/0', 'old/1'], b: ['new/0', 'new/1'] });
  });

  it('gives every partition that somebody reads to exactly one, and no two of the same topics differ by more than one', () => {
    const topics = fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { minLength: 1 });
    const held = fc.array(fc.constantFrom('x/0', 'x/1', 'y/0', 'y/1', 'y/2', 'z/0'), { maxLength: 6 });
    const members = fc.array(fc.record({ topics, held }), { minLength: 1, maxLength: 5 });
    const counts = fc.record({ x: fc.nat(7), y: fc.nat(7), z: fc.nat(7) });
    fc.assert(
      fc.property(members, counts, (drawn, count) => {
        const group = drawn.map((one, index) => member(`m${index}`, one.topics, one.held));
        const all = Object.entries(count).flatMap(([topic, n]) => partitionsOf(topic, n));
        const shares = sharePartitions(group, all);
        const given = [...shares.values()].flat();
        const read = all.filter(({ topic }) => group.some((one) => one.topics.has(topic)));
        expect(new Set(given)).toEqual(new Set(read));
        expect(given).toHaveLength(read.length);
        for (const one of group) {
          for (const { topic } of shares.get(one.id) ?? []) expect(one.topics.has(topic)).toBe(true);
          for (const other of group) {
            if ([...one.topics].sort().join() !== [...other.topics].sort().join()) continue;
            const difference = (shares.get(one.id)?.length ?? 0) - (shares.get(other.id)?.length ?? 0);
            expect(Math.abs(difference)).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });
});
