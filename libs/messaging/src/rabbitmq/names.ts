import { EddaError } from '@edda/kernel';
import type { TopicPartition } from '../broker/broker.js';

// A colon cannot stand in the name of a topic, so that no two of these names are ever the same.

/** The direct exchange to which the records of a topic go. */
export function topicExchange(topic: string): string {
  return topic;
}

/** The queue that holds as many messages as the topic has partitions. */
export function partitionsQueue(topic: string, kind: 'topic' | 'queue'): string {
  return `${kind}:${topic}`;
}

/** The queue of what a group has still to do in a partition. */
export function groupQueue(group: string, { topic, partition }: TopicPartition): string {
  return `${group}:${topic}:${partition}`;
}

/** The exchange by which the members of a group tell each other what they hold. */
export function membersExchange(group: string): string {
  return `${group}:members`;
}

export function partitionKey({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}

/** AMQP carries names in up to 255 bytes. */
const MAX_NAME = 255;

/** @throws EddaError `BROKER.INVALID_OPTIONS` */
export function refuseLongNames(group: string, topics: readonly string[]): void {
  for (const topic of topics) {
    const bytes = Buffer.byteLength(groupQueue(group, { topic, partition: 99_999 }));
    if (bytes <= MAX_NAME) continue;
    throw new EddaError(
      'invalid',
      'BROKER.INVALID_OPTIONS',
      `Group "${group}" cannot consume topic "${topic}": the name of its queue would have ${bytes} bytes, RabbitMQ takes ` +
        `${MAX_NAME}: choose a shorter name.`,
    );
  }
}
