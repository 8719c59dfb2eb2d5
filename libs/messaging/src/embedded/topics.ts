import type { Topic } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import type { TopicState } from '../broker/broker.js';
import { topicDrift } from '../broker/broker-errors.js';
import { sqlState } from './database/database-errors.js';
import type { Database } from './database/database.js';
import { CONFIGURE_TOPICS_SQL } from './sql/configure-topics.sql.js';
import { DESCRIBE_TOPICS_SQL } from './sql/describe-topics.sql.js';
import { TOPIC_DRIFT_STATE } from './sql/ensure-topics.sql.js';

const ENSURE = { text: `select broker.ensure_topics($1::text[], $2::int[], $3::bigint[])` };
const DESCRIBE = { text: DESCRIBE_TOPICS_SQL };
const CONFIGURE = { text: CONFIGURE_TOPICS_SQL };

/** What Kafka takes as the name of a topic. */
const LEGAL_NAME = /^[a-zA-Z0-9._-]{1,249}$/;

/**
 * Creates the topics that are missing, all or none.
 *
 * @throws EddaError `BROKER.INVALID_TOPIC`, `BROKER.TOPIC_DRIFT`
 */
export async function ensureTopics(database: Database, topics: readonly Topic[]): Promise<void> {
  for (const topic of topics) refuseInvalid(topic);
  const byName = [...new Map(topics.map((topic) => [topic.name, topic])).values()];
  if (byName.length === 0) return;
  try {
    await database.query(ENSURE, [
      byName.map((topic) => topic.name),
      byName.map((topic) => topic.partitions),
      byName.map((topic) => topic.retentionMs),
    ]);
  } catch (error) {
    if (sqlState(error) !== TOPIC_DRIFT_STATE) throw error;
    throw topicDrift(((error as Error).cause as Error).message, error);
  }
}

/** Those of the named topics that exist. */
export async function describeTopics(database: Database, names: readonly string[]): Promise<TopicState[]> {
  const rows = await database.query<{ name: string; partitions: number; retention_ms: string }>(DESCRIBE, [names]);
  return rows.map(({ name, partitions, retention_ms }) => ({ name, partitions, retentionMs: Number(retention_ms) }));
}

/**
 * Gives existing topics the retention that is declared.
 *
 * @throws EddaError `BROKER.INVALID_TOPIC`
 */
export async function configureTopics(database: Database, topics: readonly Topic[]): Promise<void> {
  for (const topic of topics) refuseInvalid(topic);
  await database.query(CONFIGURE, [topics.map((topic) => topic.name), topics.map((topic) => topic.retentionMs)]);
}

function refuseInvalid(topic: Topic): void {
  const problem = !LEGAL_NAME.test(topic.name)
    ? 'a name has 1 to 249 letters, digits, dots, underscores and hyphens'
    : !Number.isInteger(topic.partitions) || topic.partitions < 1
      ? `it has ${topic.partitions} partitions, at least 1 is needed`
      : !Number.isInteger(topic.retentionMs) || topic.retentionMs < 1
        ? `its retention is ${topic.retentionMs} ms, at least 1 is needed`
        : null;
  if (problem) {
    throw new EddaError('invalid', 'BROKER.INVALID_TOPIC', `The topic "${topic.name}" cannot be created: ${problem}.`);
  }
}
