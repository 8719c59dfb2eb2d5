import type { TopicPartition } from '../../broker/broker.js';
import type { Connection } from '../connection/connection.js';
import { groupQueue, membersExchange, topicExchange } from '../names.js';
import { EPHEMERAL_QUEUE, GROUP_QUEUE } from '../queue-arguments.js';

const CHANNELS = 4;

/** Creates the queues of a group that do not exist yet; from then on they get what is published. */
export async function ensureGroupQueues(
  connection: Connection,
  group: string,
  topics: Readonly<Record<string, number>>,
  ephemeral: boolean,
): Promise<void> {
  const wanted = partitionsOf(topics);
  const one = (): Promise<void> =>
    connection.withChannel(async (channel) => {
      for (let where = wanted.pop(); where; where = wanted.pop()) {
        const queue = groupQueue(group, where);
        await channel.assertQueue(queue, ephemeral ? EPHEMERAL_QUEUE : GROUP_QUEUE);
        await channel.bindQueue(queue, topicExchange(where.topic), String(where.partition));
      }
    });
  await Promise.all(Array.from({ length: Math.min(CHANNELS, wanted.length) }, one));
}

/** Deletes the queues of a group, with what is in them, and the exchange of its members. */
export async function deleteGroup(
  connection: Connection,
  group: string,
  topics: Readonly<Record<string, number>>,
): Promise<void> {
  await connection.withChannel(async (channel) => {
    for (const where of partitionsOf(topics)) await channel.deleteQueue(groupQueue(group, where));
    await channel.deleteExchange(membersExchange(group));
  });
}

/** Every partition of some topics. */
export function partitionsOf(topics: Readonly<Record<string, number>>): TopicPartition[] {
  return Object.entries(topics).flatMap(([topic, count]) =>
    Array.from({ length: count }, (_, partition) => ({ topic, partition })),
  );
}
