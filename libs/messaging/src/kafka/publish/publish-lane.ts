import { EddaError } from '@edda/kernel';
import { unknownTopic } from '../../broker/broker-errors.js';
import { isPermanent, protocolError, translateError } from '../client/kafka-errors.js';
import type { TopicDirectory } from '../topic-directory.js';
import { fillRequest, type PendingPublish, type PlacedRecord } from './fill-request.js';
import type { IdempotentProducer, TopicMessages } from './producer.js';

export interface LaneOptions {
  readonly producer: Pick<IdempotentProducer, 'send'>;
  readonly directory: Pick<TopicDirectory, 'forget'>;
  /** Names the broker in messages. */
  readonly place: string;
}

const TOO_LARGE = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']);
const UNKNOWN = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'INVALID_TOPIC_EXCEPTION']);

/**
 * Sends records in few large requests, one after the other, which keeps their order: while one is under way, what is
 * published meanwhile collects for the next. Records wait as their callers gave them and are encoded with their request, so
 * that the memory for encoding does not grow with what waits.
 */
export class PublishLane {
  private readonly waiting: PendingPublish[] = [];
  private running: Promise<void> | null = null;

  constructor(private readonly options: LaneOptions) {}

  /** Resolves when all of them are stored. */
  publish(records: readonly PlacedRecord[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ records, next: 0, resolve, reject });
      this.running ??= this.run();
    });
  }

  /** Resolves when everything accepted has ended one way or the other. */
  async settled(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    // Who publishes in the same moment goes with the same request.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const request = fillRequest(this.waiting);
      try {
        await this.send(request.records, request.bytes);
        request.ends.forEach((end, index) => advance(this.waiting[index], end));
        while (this.waiting[0] && isStored(this.waiting[0])) this.waiting.shift()?.resolve();
      } catch (error) {
        const failed = this.waiting.splice(0, request.ends.length);
        if (failed.length > 1 && isRefused(error)) await this.sendApart(failed);
        else for (const publish of failed) publish.reject(this.translate(error, request.records));
      }
    }
    this.running = null;
  }

  /** One of several calls has what the broker refuses: the others must not fail with it. */
  private async sendApart(publishes: readonly PendingPublish[]): Promise<void> {
    for (const publish of publishes) {
      while (!isStored(publish)) {
        const request = fillRequest([publish]);
        try {
          await this.send(request.records, request.bytes);
          advance(publish, request.ends[0]);
        } catch (error) {
          publish.reject(this.translate(error, request.records));
          break;
        }
      }
      if (isStored(publish)) publish.resolve();
    }
  }

  /** Splits what is too large for its topic, down to single records. */
  private async send(records: readonly PlacedRecord[], bytes: number): Promise<void> {
    try {
      await this.options.producer.send(topicMessages(records), bytes);
    } catch (error) {
      if (records.length === 1 || !TOO_LARGE.has(protocolError(error) ?? '')) throw error;
      const half = Math.ceil(records.length / 2);
      await this.send(records.slice(0, half), bytes / 2);
      await this.send(records.slice(half), bytes / 2);
    }
  }

  private translate(error: unknown, records: readonly PlacedRecord[]): Error {
    const type = protocolError(error) ?? '';
    if (TOO_LARGE.has(type)) return tooLargeForTopic(records, error);
    if (UNKNOWN.has(type)) {
      const topics = new Set(records.map(({ record }) => record.topic));
      this.options.directory.forget(topics);
      return unknownTopic([...topics].join('", "'));
    }
    return translateError(error, this.options.place);
  }
}

function isRefused(error: unknown): boolean {
  return isPermanent(error) || UNKNOWN.has(protocolError(error) ?? '');
}

function advance(publish: PendingPublish | undefined, end: number | undefined): void {
  if (publish && end !== undefined) publish.next = end;
}

function isStored(publish: PendingPublish): boolean {
  return publish.next >= publish.records.length;
}

function tooLargeForTopic(records: readonly PlacedRecord[], cause: unknown): EddaError {
  const [largest] = [...records].sort((a, b) => b.bytes - a.bytes);
  return new EddaError(
    'too-large',
    'BROKER.RECORD_TOO_LARGE',
    `The record with key "${largest?.record.key.slice(0, 100)}" for topic "${largest?.record.topic}" has ` +
      `${largest?.bytes} bytes, more than max.message.bytes of the topic allows: raise that, or send a reference to large ` +
      'data instead of the data.',
    [],
    { cause },
  );
}

function topicMessages(records: readonly PlacedRecord[]): TopicMessages[] {
  const topics = new Map<string, TopicMessages>();
  for (const { record, partition } of records) {
    let topic = topics.get(record.topic);
    if (!topic) topics.set(record.topic, (topic = { topic: record.topic, messages: [] }));
    topic.messages.push({ key: record.key, value: record.value, headers: record.headers, partition });
  }
  return [...topics.values()];
}
