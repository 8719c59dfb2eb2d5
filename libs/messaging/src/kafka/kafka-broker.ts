import type { Topic } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import type { Broker, ConsumeOptions, Consumer, OutgoingRecord, PartitionLag, TopicState } from '../broker/broker.js';
import { brokerClosed } from '../broker/broker-errors.js';
import { AdminClient } from './client/admin-client.js';
import { GroupConsumer } from './consume/group-consumer.js';
import { KafkaGroups } from './groups.js';
import { IdempotentProducer } from './publish/producer.js';
import { Publisher } from './publish/publisher.js';
import { settingsFrom, type KafkaBrokerOptions, type Settings } from './settings.js';
import { TopicDirectory } from './topic-directory.js';
import { KafkaTopics } from './topics.js';

export type { KafkaBrokerOptions } from './settings.js';

/** While one lane waits for the broker another encodes; more than two have only smaller requests to send. */
const PUBLISH_LANES = 2;

/** Apache Kafka, 3.9 or newer. It connects when it is first used. */
export class KafkaBroker implements Broker {
  readonly capabilities = { replay: true };
  private readonly settings: Settings;
  private readonly admin: AdminClient;
  private readonly directory: TopicDirectory;
  private readonly topics: KafkaTopics;
  private readonly groups: KafkaGroups;
  private readonly producers: readonly IdempotentProducer[];
  private readonly publisher: Publisher;
  private readonly consumers = new Set<GroupConsumer>();
  private closing: Promise<void> | null = null;

  /** @throws EddaError `BROKER.INVALID_URL`, `BROKER.INVALID_OPTIONS` */
  constructor(options: KafkaBrokerOptions) {
    this.settings = settingsFrom(options);
    this.admin = new AdminClient(this.settings);
    this.directory = new TopicDirectory(this.admin);
    this.topics = new KafkaTopics(this.admin, this.directory);
    this.groups = new KafkaGroups(this.admin, this.directory, this.settings);
    this.producers = Array.from({ length: PUBLISH_LANES }, () => new IdempotentProducer(this.settings));
    this.publisher = new Publisher({
      producers: this.producers,
      directory: this.directory,
      maxRecordBytes: this.settings.maxRecordBytes,
      place: this.settings.address.place,
    });
  }

  async ensureTopics(topics: readonly Topic[]): Promise<void> {
    this.refuseClosed();
    await this.topics.ensure(topics);
  }

  async describeTopics(names: readonly string[]): Promise<TopicState[]> {
    this.refuseClosed();
    return this.topics.describe(names);
  }

  async configureTopics(topics: readonly Topic[]): Promise<void> {
    this.refuseClosed();
    await this.topics.configure(topics);
  }

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    this.refuseClosed();
    await this.publisher.publish(records);
  }

  async consume(options: ConsumeOptions): Promise<Consumer> {
    this.refuseClosed();
    refuseInvalid(options);
    await this.directory.partitionsOf(options.topics);
    const consumer = new GroupConsumer(this.settings, options, this.groups, (one) => this.consumers.delete(one));
    this.consumers.add(consumer);
    try {
      await consumer.join();
    } catch (error) {
      this.consumers.delete(consumer);
      throw this.closing ? brokerClosed() : error;
    }
    if (this.closing) throw brokerClosed();
    return consumer;
  }

  async lag(group: string, topics: readonly string[]): Promise<PartitionLag[]> {
    this.refuseClosed();
    return this.groups.lag(group, topics);
  }

  async groupTopics(group: string, among: readonly string[]): Promise<string[]> {
    this.refuseClosed();
    return this.groups.topicsOf(group, among);
  }

  async moveGroup(group: string, topics: readonly string[], to: 'earliest' | 'latest'): Promise<void> {
    this.refuseClosed();
    await this.groups.move(group, topics, to);
  }

  async ping(): Promise<void> {
    this.refuseClosed();
    await this.admin.use((admin) => admin.describeCluster());
  }

  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private refuseClosed(): void {
    if (this.closing) throw brokerClosed();
  }

  private async shutDown(): Promise<void> {
    await Promise.all([...this.consumers].map((consumer) => consumer.close()));
    await this.publisher.close();
    await Promise.all([...this.producers, this.admin].map((one) => one.close()));
  }
}

function refuseInvalid({ group, topics, maxBatch }: ConsumeOptions): void {
  const problem =
    group.length === 0 || group.length > 249
      ? `the name of the group has ${group.length} characters, 1 to 249 are allowed`
      : topics.length === 0
        ? 'it names no topic'
        : !Number.isInteger(maxBatch) || maxBatch < 1
          ? `maxBatch is ${maxBatch}, a positive whole number is needed`
          : null;
  if (problem) throw new EddaError('invalid', 'BROKER.INVALID_OPTIONS', `Group "${group}" cannot consume: ${problem}.`);
}
