import { EddaError, newId } from '@edda/kernel';
import type { Replies } from 'amqplib';
import { groupActive, unknownGroup } from '../broker/broker-errors.js';
import type { PartitionLag } from '../broker/broker.js';
import { closeQuietly, type Connection } from './connection/connection.js';
import { partitionsOf } from './consume/group-queues.js';
import { decode, encode, type CountAnswer } from './consume/member-message.js';
import { groupQueue, membersExchange, partitionKey } from './names.js';

type Topics = Readonly<Record<string, number>>;

/** How long members have to say how much is left, in milliseconds. */
const ANSWER_TIMEOUT = 2_000;

/** Direct reply-to: answers come to the channel that asked. */
const REPLIES = 'amq.rabbitmq.reply-to';

/** Those of the topics that a group has queues for. */
export async function groupTopics(connection: Connection, group: string, topics: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const topic of topics) {
    const queue = groupQueue(group, { topic, partition: 0 });
    if (await connection.look((channel) => channel.checkQueue(queue))) found.push(topic);
  }
  return found;
}

/** @throws EddaError `BROKER.GROUP_ACTIVE`, `BROKER.UNKNOWN_GROUP`, `BROKER.NO_REPLAY` */
export async function moveGroup(
  connection: Connection,
  group: string,
  topics: Topics,
  to: 'earliest' | 'latest',
): Promise<void> {
  if (to === 'earliest') {
    const message = `Group "${group}" cannot go back to the earliest record: RabbitMQ keeps no record that is finished. `;
    throw new EddaError('unsupported', 'BROKER.NO_REPLAY', message + 'Send history again from the log: backfill.');
  }
  const queues = await groupQueues(connection, group, topics);
  if (queues.every(({ state }) => state === null)) throw unknownGroup(group);
  if (queues.some(({ state }) => (state?.consumerCount ?? 0) > 0)) throw groupActive(group);
  await connection.withChannel(async (channel) => {
    for (const { queue, state } of queues) if (state) await channel.purgeQueue(queue);
  });
}

/**
 * How much a group has before it. The server counts what lies ready in a queue; what members hold and have not finished
 * only they know, so they are asked.
 */
export async function groupLag(connection: Connection, group: string, topics: Topics): Promise<PartitionLag[]> {
  const queues = await groupQueues(connection, group, topics);
  const active = queues.filter(({ state }) => (state?.consumerCount ?? 0) > 0).map(({ key }) => key);
  const held = active.length > 0 ? await askMembers(connection, group, active) : {};
  return queues.map(({ topic, partition, key, state }) => {
    return { topic, partition, lag: held[key] ?? state?.messageCount ?? 0, committed: null, end: null };
  });
}

async function groupQueues(connection: Connection, group: string, topics: Topics) {
  const known = new Set(await groupTopics(connection, group, Object.keys(topics)));
  return connection.withChannel(async (channel) => {
    const found = [];
    for (const where of partitionsOf(topics)) {
      const queue = groupQueue(group, where);
      const state: Replies.AssertQueue | null = known.has(where.topic) ? await channel.checkQueue(queue) : null;
      found.push({ ...where, queue, key: partitionKey(where), state });
    }
    return found;
  });
}

/** Asks until every active partition was counted, but not for ever. */
async function askMembers(connection: Connection, group: string, active: readonly string[]): Promise<CountAnswer> {
  const missing = new Set(active);
  let counts: CountAnswer = {};
  const correlationId = newId();
  const channel = await connection.channel();
  try {
    await connection.call(
      () =>
        new Promise<void>((resolve, reject) => {
          setTimeout(resolve, ANSWER_TIMEOUT).unref();
          channel.on('close', resolve);
          const hear = (message: Parameters<Parameters<typeof channel.consume>[1]>[0]): void => {
            if (!message || message.properties.correlationId !== correlationId) return;
            const answer = decode<CountAnswer>(message) ?? {};
            counts = { ...counts, ...answer };
            for (const key of Object.keys(answer)) missing.delete(key);
            if (missing.size === 0) resolve();
          };
          channel.consume(REPLIES, hear, { noAck: true }).then(() => {
            const options = { replyTo: REPLIES, correlationId };
            channel.publish(membersExchange(group), '', encode({ say: 'count' }), options);
          }, reject);
        }),
    );
  } finally {
    await closeQuietly(channel);
  }
  return counts;
}
