import type { Topic } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import type { Broker, ConsumeOptions, Consumer, OutgoingRecord, PartitionLag, TopicState } from '../broker/broker.js';
import { brokerClosed } from '../broker/broker-errors.js';
import { Announcer } from './publish/announcer.js';
import { ControlConnection } from './database/control-connection.js';
import { Database } from './database/database.js';
import { GroupConsumer } from './consume/group-consumer.js';
import { groupLag, groupTopics, moveGroup } from './groups.js';
import { beat } from './consume/heartbeat.js';
import { Publisher } from './publish/publisher.js';
import { RecordPoll } from './consume/record-poll.js';
import { Retention } from './retention.js';
import { settingsFrom, type EmbeddedBrokerOptions, type Settings } from './settings.js';
import { TopicDirectory } from './topic-directory.js';
import { configureTopics, describeTopics, ensureTopics } from './topics.js';

export type { EmbeddedBrokerOptions } from './settings.js';

/**
 * A broker with Kafka's semantics in a Postgres database of its own. Instances in any number of processes share it; the
 * first one to come creates the tables. It connects when it is first used.
 */
export class EmbeddedBroker implements Broker {
  readonly capabilities = { replay: true };
  private readonly settings: Settings;
  private readonly database: Database;
  private readonly topics: TopicDirectory;
  private readonly announcer: Announcer;
  private readonly publisher: Publisher;
  private readonly retention: Retention;
  private readonly control: ControlConnection;
  private readonly poll = new RecordPoll();
  private readonly consumers = new Set<GroupConsumer>();
  private readonly joins = new Map<string, number>();
  private closing: Promise<void> | null = null;

  /** @throws EddaError `BROKER.INVALID_OPTIONS` */
  constructor(options: EmbeddedBrokerOptions) {
    this.settings = settingsFrom(options);
    this.database = new Database(this.settings);
    this.topics = new TopicDirectory(this.database);
    this.announcer = new Announcer(this.database);
    this.publisher = new Publisher(this.database, this.topics, this.announcer, this.settings.maxRecordBytes);
    this.retention = new Retention(this.database, this.settings);
    this.control = new ControlConnection(this.database, this.settings, {
      onListening: () => this.consumers.forEach((consumer) => (consumer.wake(), void consumer.session.sync())),
      onRecords: (topics) => this.consumers.forEach((consumer) => consumer.wake(topics ?? consumer.topics)),
      onGroup: (group) => this.membersOf(group).forEach((consumer) => void consumer.session.sync()),
      onBeat: async (query) => {
        await beat(query, this.consumers);
        await this.poll.look(query, this.consumers);
      },
    });
  }

  async ensureTopics(topics: readonly Topic[]): Promise<void> {
    this.begin();
    await ensureTopics(this.database, topics);
  }

  async describeTopics(names: readonly string[]): Promise<TopicState[]> {
    this.begin();
    return describeTopics(this.database, names);
  }

  async configureTopics(topics: readonly Topic[]): Promise<void> {
    this.begin();
    await configureTopics(this.database, topics);
  }

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    this.begin();
    await this.publisher.publish(records);
  }

  async consume(options: ConsumeOptions): Promise<Consumer> {
    this.begin();
    refuseInvalid(options);
    await this.topics.partitionsOf(options.topics);
    const consumer = new GroupConsumer(
      this.database,
      this.settings,
      options,
      this.instanceIn(options.group),
      (closed) => this.consumers.delete(closed),
    );
    await consumer.session.join();
    if (this.closing) {
      await consumer.close();
      throw brokerClosed();
    }
    this.consumers.add(consumer);
    this.control.start();
    return consumer;
  }

  async lag(group: string, topics: readonly string[]): Promise<PartitionLag[]> {
    this.begin();
    await this.topics.partitionsOf(topics);
    return groupLag(this.database, group, topics);
  }

  async groupTopics(group: string, among: readonly string[]): Promise<string[]> {
    this.begin();
    return groupTopics(this.database, group, among);
  }

  async moveGroup(group: string, topics: readonly string[], to: 'earliest' | 'latest'): Promise<void> {
    this.begin();
    await this.topics.partitionsOf(topics);
    await moveGroup(this.database, group, topics, to);
  }

  async ping(): Promise<void> {
    this.begin();
    await this.database.query({ text: 'select 1' });
  }

  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private begin(): void {
    if (this.closing) throw brokerClosed();
    this.retention.start();
  }

  private async shutDown(): Promise<void> {
    this.retention.stop();
    await Promise.all([...this.consumers].map((consumer) => consumer.close()));
    await this.control.close();
    await this.announcer.settled();
    await this.database.close();
  }

  private membersOf(group: string): GroupConsumer[] {
    return [...this.consumers].filter((consumer) => consumer.groupName === group);
  }

  /** The name of the next member of a group in this process, the same one after a restart. */
  private instanceIn(group: string): string | null {
    const count = (this.joins.get(group) ?? 0) + 1;
    this.joins.set(group, count);
    return this.settings.instance === null ? null : `${this.settings.instance}/${count}`;
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
