import { describe, expect, it } from '@jest/globals';
import { wantedPartitions, type Member } from './wanted-partitions.js';

const member = (id: string, topics: Record<string, number>): Member => ({ id, topics });

function shares(members: readonly Member[]): string[][] {
  return members.map(({ id }) => wantedPartitions(members, id).map(({ topic, partition }) => `${topic}/${partition}`));
}

describe('wantedPartitions', () => {
  it('gives every partition to one member, and none more than one above another', () => {
    const members = ['a', 'b', 'c'].map((id) => member(id, { one: 5, two: 3 }));
    const dealt = shares(members);
    expect(dealt.flat().sort()).toEqual(['one/0', 'one/1', 'one/2', 'one/3', 'one/4', 'two/0', 'two/1', 'two/2']);
    expect(dealt.map((share) => share.length)).toEqual([3, 3, 2]);
  });

  it('does not depend on the order in which members are known', () => {
    const [a, b] = [member('a', { one: 4 }), member('b', { one: 4 })];
    expect(wantedPartitions([a, b], 'a')).toEqual(wantedPartitions([b, a], 'a'));
  });

  it('gives a topic only to members that read it', () => {
    const dealt = shares([member('a', { one: 2 }), member('b', { one: 2, two: 2 })]);
    expect(dealt).toEqual([['one/0'], ['one/1', 'two/0', 'two/1']]);
  });

  it('leaves members without a share when there are more of them than partitions', () => {
    expect(shares([member('a', { one: 1 }), member('b', { one: 1 })])).toEqual([['one/0'], []]);
  });
});
