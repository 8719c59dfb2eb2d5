import type { Topic } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import type { ConfirmChannel } from 'amqplib';
import { topicDrift } from '../../broker/broker-errors.js';
import { PRECONDITION_FAILED, replyCode, translateError } from '../connection/amqp-errors.js';
import { closeQuietly, type Connection } from '../connection/connection.js';
import { ConfirmedChannel } from '../publish/confirms.js';
import { partitionsQueue, topicExchange } from '../names.js';
import { countingQueue } from '../queue-arguments.js';
import type { TopicDirectory } from './topic-directory.js';

/** What Kafka takes as the name of a topic, and short enough for the names made of it. */
const LEGAL_NAME = /^[a-zA-Z0-9._-]{1,200}$/;

/**
 * Creates the topics that do not exist yet. AMQP has no way to read what an exchange was declared with, so the number of
 * partitions is kept as the number of messages in a queue that can hold just as many.
 *
 * @throws EddaError `BROKER.INVALID_TOPIC`, `BROKER.TOPIC_DRIFT`
 */
export async function ensureTopics(
  connection: Connection,
  directory: TopicDirectory,
  topics: readonly Topic[],
): Promise<void> {
  for (const topic of topics) refuseInvalid(topic);
  const missing: Topic[] = [];
  for (const topic of new Map(topics.map((one) => [one.name, one])).values()) {
    const known = await directory.find(topic.name);
    if (!known) missing.push(topic);
    else if (known.partitions !== topic.partitions) throw drift(topic, String(known.partitions));
  }
  if (missing.length === 0) return;
  const channel = await connection.confirmChannel();
  const confirmed = new ConfirmedChannel(channel);
  try {
    for (const topic of missing) await create(channel, confirmed, topic);
  } catch (error) {
    throw translateError(error, connection.place);
  } finally {
    await closeQuietly(channel);
  }
}

async function create(channel: ConfirmChannel, confirmed: ConfirmedChannel, topic: Topic): Promise<void> {
  const queue = partitionsQueue(topic.name, topic.kind);
  try {
    await channel.assertQueue(queue, countingQueue(topic.partitions));
  } catch (error) {
    // Somebody else has just created it.
    if (replyCode(error) === PRECONDITION_FAILED) throw drift(topic, 'another number of', error);
    throw error;
  }
  // Several who create the topic at once fill the queue several times; it keeps no more than it can hold.
  const mark = { content: Buffer.alloc(0), options: { persistent: true } };
  for (let n = 0; n < topic.partitions; n++) {
    const result = await confirmed.sendFirst('', queue, mark);
    if (result !== 'stored') throw new Error(`queue "${queue}" takes no messages`);
  }
  await channel.assertExchange(topicExchange(topic.name), 'direct', { durable: true });
}

function drift({ name, partitions }: Topic, actual: string, cause?: unknown): EddaError {
  return topicDrift(`"${name}" has ${actual} partitions, not ${partitions}`, cause);
}

function refuseInvalid({ name, partitions, retentionMs }: Topic): void {
  const problem = !LEGAL_NAME.test(name)
    ? 'a name has 1 to 200 letters, digits, dots, underscores and hyphens'
    : name.startsWith('amq.')
      ? 'names that begin with "amq." are reserved'
      : !Number.isInteger(partitions) || partitions < 1
        ? `it has ${partitions} partitions, at least 1 is needed`
        : !Number.isInteger(retentionMs) || retentionMs < 1
          ? `its retention is ${retentionMs} ms, at least 1 is needed`
          : null;
  if (problem) {
    throw new EddaError('invalid', 'BROKER.INVALID_TOPIC', `The topic "${name}" cannot be created: ${problem}.`);
  }
}
