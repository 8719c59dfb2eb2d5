import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { examples } from '@edda/event-schemas';
import type { RecordedMessage } from '@edda/event-store';
import { newId } from '@edda/kernel';
import { eventually, POSTGRES_START_TIMEOUT_MS } from '@edda/test-database';
import { KAFKA_START_TIMEOUT_MS, kafkaForTests } from '@edda/test-kafka';
import { Kafka as KafkaBinding, type CloudEvent, type KafkaMessage as KafkaEventMessage } from 'cloudevents';
import { Kafka, logLevel, type KafkaMessage } from 'kafkajs';
import { eachBatch } from '../src/broker/each-batch.js';
import type { OutgoingRecord } from '../src/broker/broker.js';
import { toRecord } from '../src/envelope/cloud-event.js';
import { placeholder } from '../src/envelope/placeholder.js';
import { openEmbeddedBroker, type EmbeddedFixture } from './embedded-fixture.js';
import { openKafka, type KafkaFixture } from './kafka-fixture.js';

/** One message of each type in the catalogue, as the log holds it. */
const MESSAGES: readonly RecordedMessage[] = examples.map(({ definition, data }, index) => ({
  position: index + 1,
  id: newId(),
  kind: definition.kind,
  tenantId: 'größe & co',
  streamId: `letter-${index}`,
  category: 'letter',
  version: definition.kind === 'event' ? index + 1 : null,
  previousPublic: definition.kind === 'event' ? index : null,
  type: definition.type,
  schemaVersion: definition.version,
  topic: definition.topic?.name ?? null,
  data,
  metadata: {
    correlationId: newId(),
    causationId: newId(),
    userId: 'ann',
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    source: 'content',
  },
  recordedAt: new Date(),
}));
const RECORDS: readonly OutgoingRecord[] = [
  ...MESSAGES.map(toRecord),
  ...MESSAGES.slice(0, 1).map((message) => placeholder(toRecord({ ...message, id: newId() }), 'withheld')),
];
const TOPICS = [...new Set(RECORDS.map(({ topic }) => topic))];
const DECLARED = TOPICS.map((name) => ({ name, kind: 'topic', partitions: 2, retentionMs: 3_600_000 }) as const);

type Attributes = Readonly<Record<string, unknown>>;

/** As the package reads a record. */
function parsed({ key, value, headers }: Pick<OutgoingRecord, 'key' | 'value' | 'headers'>): CloudEvent<unknown> {
  const message: KafkaEventMessage = { key, value, body: value, headers: { ...headers } };
  const event = KafkaBinding.toEvent(message);
  if (Array.isArray(event)) throw new Error('It was taken for a batch.');
  return event as CloudEvent<unknown>;
}

/** What strangers must find in the events, in any order. */
function expectAll(events: readonly CloudEvent<unknown>[]): void {
  expect(events).toHaveLength(RECORDS.length);
  const byId = new Map(events.map((event) => [event.id, event as unknown as Attributes & CloudEvent<unknown>]));
  for (const message of MESSAGES) {
    const event = byId.get(message.id);
    expect(event?.validate()).toBe(true);
    expect(event).toMatchObject({
      specversion: '1.0',
      source: '/edda/content',
      type: message.type,
      subject: message.streamId,
      time: message.recordedAt.toISOString(),
      datacontenttype: 'application/json',
      data: JSON.parse(JSON.stringify(message.data)) as object,
      partitionkey: `${message.tenantId}/${message.streamId}`,
      tenantid: message.tenantId,
      correlationid: message.metadata.correlationId,
      schemaversion: message.schemaVersion,
      kind: message.kind,
      ...(message.version !== null && { sequence: String(message.version), previous: String(message.previousPublic) }),
    });
  }
}

describe('The records of every message, on the embedded broker', () => {
  let fixture: EmbeddedFixture;
  beforeAll(async () => {
    fixture = await openEmbeddedBroker();
  }, POSTGRES_START_TIMEOUT_MS);
  afterAll(() => fixture.close());

  it('are CloudEvents for the cloudevents package', async () => {
    const broker = await fixture.broker();
    await broker.ensureTopics(DECLARED);
    await broker.publish(RECORDS);
    const events: CloudEvent<unknown>[] = [];
    const open = eachBatch(async ({ records }) => void events.push(...records.map(parsed)));
    await broker.consume({ group: 'strangers', topics: TOPICS, from: 'earliest', maxBatch: 100, open });
    await eventually(() => expectAll(events));
    await broker.close();
  });
});

const installation = await kafkaForTests();
(installation ? describe : describe.skip)('The records of every message, on Kafka', () => {
  let fixture: KafkaFixture;
  beforeAll(async () => {
    fixture = await openKafka(installation);
  }, KAFKA_START_TIMEOUT_MS);
  afterAll(() => fixture.close());

  it('are CloudEvents for the cloudevents package, and any consumer sees their headers', async () => {
    const broker = await fixture.broker();
    await broker.ensureTopics(DECLARED);
    await broker.publish(RECORDS);
    const client = new Kafka({ brokers: [fixture.kafka.url.replace('kafka://', '')], logLevel: logLevel.NOTHING });
    const consumer = client.consumer({ groupId: 'strangers' });
    const messages: KafkaMessage[] = [];
    await consumer.connect();
    await consumer.subscribe({ topics: TOPICS, fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void messages.push(message) });
    await eventually(() => expect(messages).toHaveLength(RECORDS.length), 60_000);
    await consumer.disconnect();
    await broker.close();

    const asText = messages.map(({ key, value, headers = {} }) => ({
      key: key?.toString() ?? '',
      value: value?.toString() ?? '',
      headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)])),
    }));
    expectAll(asText.map(parsed));
    const first = asText.find(({ headers }) => headers['ce_id'] === MESSAGES[0]?.id);
    expect(first?.headers).toEqual(RECORDS[0]?.headers);
    expect(first?.value).toBe(RECORDS[0]?.value);
  });
});
