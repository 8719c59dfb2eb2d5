import type { Topic } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import type { ITopicConfig } from 'kafkajs';
import type { TopicState } from '../broker/broker.js';
import { topicDrift } from '../broker/broker-errors.js';
import type { AdminClient } from './client/admin-client.js';
import { protocolError } from './client/kafka-errors.js';
import { ConfigResourceTypes, ConfigSource } from './client/kafkajs-names.js';
import type { TopicDirectory } from './topic-directory.js';

/** What Kafka takes as the name of a topic. */
const LEGAL_NAME = /^[a-zA-Z0-9._-]{1,249}$/;

/** Replicas where there are brokers enough, and how many of them must have a record before it is acknowledged. */
const REPLICAS = 3;
const MIN_IN_SYNC = 2;

const CREATE_TIMEOUT = 15_000;

/** For a record of the largest size and what belongs to it. */
const MAX_BATCH_BYTES = 2 * 1024 * 1024;

/** The topics of a cluster, by the admin interface. */
export class KafkaTopics {
  constructor(
    private readonly admin: AdminClient,
    private readonly directory: TopicDirectory,
  ) {}

  /** See `Broker.ensureTopics`. */
  async ensure(topics: readonly Topic[]): Promise<void> {
    const declared = uniqueAndValid(topics);
    if (declared.length === 0) return;
    // Another instance may create one of them meanwhile: then the others of this call may have to be asked for again.
    for (let missing = await this.missing(declared); missing.length > 0; missing = await this.missing(missing)) {
      await this.create(missing);
    }
  }

  /** See `Broker.describeTopics`. */
  async describe(names: readonly string[]): Promise<TopicState[]> {
    const found = await this.directory.existing([...new Set(names)]);
    if (found.length === 0) return [];
    const retention = await this.retentionOf(found.map(({ name }) => name));
    return found.map(({ name, partitions }) => ({
      name,
      partitions: partitions.length,
      retentionMs: retention.get(name) ?? null,
    }));
  }

  /** See `Broker.configureTopics`. */
  async configure(topics: readonly Topic[]): Promise<void> {
    const declared = uniqueAndValid(topics);
    const existing = new Set((await this.directory.existing(declared.map(({ name }) => name))).map(({ name }) => name));
    const wanted = declared.filter(({ name }) => existing.has(name));
    if (wanted.length === 0) return;
    const before = await this.ownSettings(wanted.map(({ name }) => name));
    const resources = wanted.map(({ name, retentionMs }) => ({
      type: ConfigResourceTypes.TOPIC,
      name,
      // The call replaces all settings of a topic: those that are set otherwise are said again.
      configEntries: [
        ...[...(before.get(name) ?? new Map<string, string>())]
          .filter(([setting]) => setting !== 'retention.ms')
          .map(([setting, value]) => ({ name: setting, value })),
        { name: 'retention.ms', value: String(retentionMs) },
      ],
    }));
    await this.admin.use((admin) => admin.alterConfigs({ validateOnly: false, resources }));
  }

  /** @throws EddaError `BROKER.TOPIC_DRIFT` when one exists with another number of partitions */
  private async missing(topics: readonly Topic[]): Promise<Topic[]> {
    const existing = await this.directory.existing(topics.map(({ name }) => name));
    const counts = new Map(existing.map(({ name, partitions }) => [name, partitions.length]));
    const drift = topics
      .filter(({ name, partitions }) => (counts.get(name) ?? partitions) !== partitions)
      .map(({ name, partitions }) => `"${name}" has ${counts.get(name)} partitions, not ${partitions}`);
    if (drift.length > 0) throw topicDrift(drift.join('; '));
    return topics.filter(({ name }) => !counts.has(name));
  }

  private async create(topics: readonly Topic[]): Promise<void> {
    try {
      await this.admin.use(async (admin) => {
        const { brokers } = await admin.describeCluster();
        await admin.createTopics({
          topics: topics.map((topic) => topicConfig(topic, brokers.length)),
          timeout: CREATE_TIMEOUT,
        });
      });
    } catch (error) {
      if (protocolError(error) === 'TOPIC_ALREADY_EXISTS') return;
      if (protocolError(error) === 'INVALID_TOPIC_EXCEPTION') throw invalidTopic(topics, error);
      throw error;
    }
  }

  private async retentionOf(names: readonly string[]): Promise<Map<string, number>> {
    const { resources } = await this.admin.use((admin) =>
      admin.describeConfigs({
        includeSynonyms: false,
        resources: names.map((name) => ({
          type: ConfigResourceTypes.TOPIC,
          name,
          configNames: ['retention.ms'],
        })),
      }),
    );
    return new Map(
      resources.map(({ resourceName, configEntries }) => [resourceName, Number(configEntries[0]?.configValue)]),
    );
  }

  /** The settings that a topic itself has, by topic. */
  private async ownSettings(names: readonly string[]): Promise<Map<string, Map<string, string>>> {
    const { resources } = await this.admin.use((admin) =>
      admin.describeConfigs({
        includeSynonyms: false,
        resources: names.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
      }),
    );
    return new Map(
      resources.map(({ resourceName, configEntries }) => [
        resourceName,
        new Map(
          configEntries
            .filter(({ configSource }) => configSource === ConfigSource.TOPIC_CONFIG)
            .map(({ configName, configValue }) => [configName, configValue]),
        ),
      ]),
    );
  }
}

/** How a topic is created in a cluster of this many brokers. */
export function topicConfig({ name, partitions, retentionMs, compaction }: Topic, brokers: number): ITopicConfig {
  const replicas = brokers >= REPLICAS ? REPLICAS : 1;
  const settings = {
    'retention.ms': retentionMs,
    'max.message.bytes': MAX_BATCH_BYTES,
    'message.timestamp.type': 'LogAppendTime',
    ...(compaction && { 'cleanup.policy': 'compact,delete' }),
    ...(replicas === REPLICAS && { 'min.insync.replicas': MIN_IN_SYNC }),
  };
  return {
    topic: name,
    numPartitions: partitions,
    replicationFactor: replicas,
    configEntries: Object.entries(settings).map(([setting, value]) => ({ name: setting, value: String(value) })),
  };
}

function uniqueAndValid(topics: readonly Topic[]): Topic[] {
  for (const topic of topics) refuseInvalid(topic);
  return [...new Map(topics.map((topic) => [topic.name, topic])).values()];
}

function refuseInvalid(topic: Topic): void {
  const problem =
    !LEGAL_NAME.test(topic.name) || topic.name === '.' || topic.name === '..'
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

function invalidTopic(topics: readonly Topic[], cause: unknown): EddaError {
  const names = topics.map(({ name }) => `"${name}"`).join(', ');
  const message = `Kafka refuses to create ${names}: ${cause instanceof Error ? cause.message : String(cause)}`;
  return new EddaError('invalid', 'BROKER.INVALID_TOPIC', message, [], { cause });
}
