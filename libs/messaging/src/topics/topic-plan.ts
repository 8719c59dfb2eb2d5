import type { Topic } from '@edda/event-schemas';
import type { Broker, TopicState } from '../broker/broker.js';

/**
 * How a topic stands: `present` as it is declared, `missing`, kept for another time (`retention`), or with another number of
 * partitions (`partitions`), which cannot be changed, because keys would move.
 */
export type TopicStanding = 'present' | 'missing' | 'retention' | 'partitions';

export interface PlannedTopic {
  readonly declared: Topic;
  /** Null when the broker has none of this name. */
  readonly found: TopicState | null;
  readonly standing: TopicStanding;
}

/** What is declared beside what the broker has, in the order of the declarations. */
export async function planTopics(broker: Broker, declared: readonly Topic[]): Promise<PlannedTopic[]> {
  const states = await broker.describeTopics(declared.map(({ name }) => name));
  const byName = new Map(states.map((state) => [state.name, state]));
  return declared.map((topic) => {
    const found = byName.get(topic.name) ?? null;
    return { declared: topic, found, standing: standingOf(topic, found) };
  });
}

/**
 * Creates what is missing and sets retention; a topic with another number of partitions stays as it is.
 *
 * @returns what was found before
 */
export async function applyTopics(broker: Broker, declared: readonly Topic[]): Promise<PlannedTopic[]> {
  const plan = await planTopics(broker, declared);
  const inStanding = (wanted: TopicStanding): Topic[] =>
    plan.filter(({ standing }) => standing === wanted).map((topic) => topic.declared);
  const [missing, toConfigure] = [inStanding('missing'), inStanding('retention')];
  if (missing.length > 0) await broker.ensureTopics(missing);
  if (toConfigure.length > 0) await broker.configureTopics(toConfigure);
  return plan;
}

function standingOf(declared: Topic, found: TopicState | null): TopicStanding {
  if (!found) return 'missing';
  if (found.partitions !== declared.partitions) return 'partitions';
  // A broker without a retention of its own cannot differ.
  return found.retentionMs === null || found.retentionMs === declared.retentionMs ? 'present' : 'retention';
}
