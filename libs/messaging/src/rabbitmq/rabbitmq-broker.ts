import type { Topic } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import { brokerClosed } from '../broker/broker-errors.js';
import type { Broker, ConsumeOptions, Consumer, OutgoingRecord, PartitionLag, TopicState } from '../broker/broker.js';
import { Connection } from './connection/connection.js';
import { GroupConsumer } from './consume/group-consumer.js';
import { OffsetCounter } from './consume/offset-counter.js';
import { groupLag, groupTopics, moveGroup } from './groups.js';
import { refuseLongNames } from './names.js';
import { Publisher } from './publish/publisher.js';
import { settingsFrom, type RabbitMQBrokerOptions, type Settings } from './settings.js';
import { ensureTopics } from './topics/ensure-topics.js';
import { TopicDirectory } from './topics/topic-directory.js';

export type { RabbitMQBrokerOptions } from './settings.js';

/**
 * The broker port over RabbitMQ: per topic a direct exchange, per group and partition a quorum queue that one member at a
 * time reads. A record stays until every group has finished it and not longer, so a new group begins behind what is
 * there. It connects when it is first used: one connection to publish, another one for the rest, because the server stops
 * reading from those who publish when it runs short.
 */
export class RabbitMQBroker implements Broker {
  readonly capabilities = { replay: false };
  private readonly settings: Settings;
  private readonly publishing: Connection;
  private readonly consuming: Connection;
  private readonly topics: TopicDirectory;
  private readonly publisher: Publisher;
  private readonly offsets = new Map<string, OffsetCounter>();
  private readonly consumers = new Set<GroupConsumer>();
  private closing: Promise<void> | null = null;

  /** @throws EddaError `BROKER.INVALID_OPTIONS`, `BROKER.INVALID_URL` */
  constructor(options: RabbitMQBrokerOptions) {
    this.settings = settingsFrom(options);
    this.publishing = new Connection(this.settings);
    this.consuming = new Connection(this.settings);
    this.topics = new TopicDirectory(this.consuming);
    this.publisher = new Publisher(this.publishing, this.topics, this.settings);
  }

  async ensureTopics(topics: readonly Topic[]): Promise<void> {
    this.begin();
    await ensureTopics(this.consuming, this.topics, topics);
  }

  async describeTopics(names: readonly string[]): Promise<TopicState[]> {
    this.begin();
    const found = await Promise.all(names.map((name) => this.topics.find(name)));
    return found.flatMap((topic) =>
      topic ? [{ name: topic.name, partitions: topic.partitions, retentionMs: null }] : [],
    );
  }

  async configureTopics(): Promise<void> {
    this.begin();
  }

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    this.begin();
    await this.publisher.publish(records);
  }

  async consume(options: ConsumeOptions): Promise<Consumer> {
    this.begin();
    refuseInvalid(options);
    const topics = await this.partitions(options.topics);
    const consumer = new GroupConsumer(
      this.consuming,
      this.settings,
      options,
      topics,
      this.offsetsOf(options.group),
      (closed) => this.consumers.delete(closed),
    );
    this.consumers.add(consumer);
    try {
      await consumer.start();
    } catch (error) {
      await consumer.close();
      throw error;
    }
    if (this.closing) {
      await consumer.close();
      throw brokerClosed();
    }
    return consumer;
  }

  async lag(group: string, topics: readonly string[]): Promise<PartitionLag[]> {
    this.begin();
    return groupLag(this.consuming, group, await this.partitions(topics));
  }

  async groupTopics(group: string, among: readonly string[]): Promise<string[]> {
    this.begin();
    return groupTopics(this.consuming, group, among);
  }

  async moveGroup(group: string, topics: readonly string[], to: 'earliest' | 'latest'): Promise<void> {
    this.begin();
    await moveGroup(this.consuming, group, await this.partitions(topics), to);
  }

  async ping(): Promise<void> {
    this.begin();
    await this.consuming.withChannel((channel) => channel.checkExchange('amq.direct'));
  }

  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private begin(): void {
    if (this.closing) throw brokerClosed();
  }

  private async shutDown(): Promise<void> {
    await Promise.all([...this.consumers].map((consumer) => consumer.close()));
    await Promise.all([this.publishing.close(), this.consuming.close()]);
  }

  private async partitions(names: readonly string[]): Promise<Record<string, number>> {
    const topics = await this.topics.topics(new Set(names));
    return Object.fromEntries([...topics.values()].map(({ name, partitions }) => [name, partitions]));
  }

  private offsetsOf(group: string): OffsetCounter {
    const offsets = this.offsets.get(group) ?? new OffsetCounter();
    this.offsets.set(group, offsets);
    return offsets;
  }
}

function refuseInvalid({ group, topics, maxBatch }: ConsumeOptions): void {
  const problem =
    group.length === 0
      ? 'the group has no name'
      : topics.length === 0
        ? 'it names no topic'
        : !Number.isInteger(maxBatch) || maxBatch < 1
          ? `maxBatch is ${maxBatch}, a positive whole number is needed`
          : null;
  if (problem) throw new EddaError('invalid', 'BROKER.INVALID_OPTIONS', `Group "${group}" cannot consume: ${problem}.`);
  refuseLongNames(group, topics);
}
