import { describe, expect, it } from '@jest/globals';
import type { Topic } from '@edda/event-schemas';
import type { Broker, TopicState } from '../broker/broker.js';
import { applyTopics, planTopics } from './topic-plan.js';

const topic = (name: string): Topic => ({ name, kind: 'topic', partitions: 6, retentionMs: 1000 });
const DECLARED = ['same', 'missing', 'short', 'narrow', 'endless'].map(topic);

/** A broker that has these topics, and notes what is asked of it. */
function brokerWith(states: readonly TopicState[]): Broker & { readonly asked: [string, string[]][] } {
  const asked: [string, string[]][] = [];
  const note = (what: string) => async (topics: readonly Topic[]) =>
    void asked.push([what, topics.map(({ name }) => name)]);
  return {
    asked,
    describeTopics: async (names: readonly string[]) => states.filter(({ name }) => names.includes(name)),
    ensureTopics: note('ensure'),
    configureTopics: note('configure'),
  } as unknown as Broker & { readonly asked: [string, string[]][] };
}

const FOUND: TopicState[] = [
  { name: 'same', partitions: 6, retentionMs: 1000 },
  { name: 'short', partitions: 6, retentionMs: 500 },
  { name: 'narrow', partitions: 3, retentionMs: 500 },
  { name: 'endless', partitions: 6, retentionMs: null },
  { name: 'stranger', partitions: 1, retentionMs: 1 },
];

describe('The plan of topics', () => {
  it('says of each declared topic how it stands; a broker without retention cannot differ in it', async () => {
    const plan = await planTopics(brokerWith(FOUND), DECLARED);
    expect(plan.map(({ declared, found, standing }) => [declared.name, found?.partitions, standing])).toEqual([
      ['same', 6, 'present'],
      ['missing', undefined, 'missing'],
      ['short', 6, 'retention'],
      ['narrow', 3, 'partitions'],
      ['endless', 6, 'present'],
    ]);
  });
});

describe('Applying it', () => {
  it('creates what is missing and sets retention, and touches nothing else', async () => {
    const broker = brokerWith(FOUND);
    await applyTopics(broker, DECLARED);
    expect(broker.asked).toEqual([
      ['ensure', ['missing']],
      ['configure', ['short']],
    ]);
  });

  it('asks nothing of a broker that has everything', async () => {
    const broker = brokerWith(FOUND);
    await applyTopics(broker, [topic('same')]);
    expect(broker.asked).toEqual([]);
  });
});
