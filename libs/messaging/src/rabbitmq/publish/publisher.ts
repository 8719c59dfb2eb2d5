import { EddaError } from '@edda/kernel';
import { brokerUnavailable, unknownTopic } from '../../broker/broker-errors.js';
import type { OutgoingRecord } from '../../broker/broker.js';
import { partitionOf } from '../../broker/partitioner.js';
import { isMissing } from '../connection/amqp-errors.js';
import type { Connection } from '../connection/connection.js';
import { partitionKey, topicExchange } from '../names.js';
import type { Settings } from '../settings.js';
import type { KnownTopic, TopicDirectory } from '../topics/topic-directory.js';
import { toMessage, type AmqpMessage } from './amqp-message.js';
import { ConfirmedChannel } from './confirms.js';

/** How often to look whether the server still takes messages, in milliseconds. */
const CHECK_EVERY = 500;

interface Parcel {
  readonly topic: KnownTopic;
  readonly partition: number;
  readonly message: AmqpMessage;
}

/** Publishes on one channel, so that what is sent first is stored first. */
export class Publisher {
  private channel: Promise<ConfirmedChannel> | null = null;
  /** Partitions that have taken a record on this channel. */
  private readonly proven = new Set<string>();
  /** When the server last confirmed something, by `performance.now()`. */
  private confirmedAt = 0;
  /** Topics of which was said that nobody listens. */
  private readonly unheard = new Set<string>();

  constructor(
    private readonly connection: Connection,
    private readonly topics: TopicDirectory,
    private readonly settings: Settings,
  ) {}

  /** See `Broker.publish`. It stops at the first failure: what comes later must not overtake what has to come again. */
  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    const messages = records.map((record) => toMessage(record, this.settings.maxRecordBytes));
    const topics = await this.topics.topics(new Set(records.map((record) => record.topic)));
    const parcels = records.map(({ topic: name, key }, index): Parcel => {
      const [topic, message] = [topics.get(name), messages[index]];
      if (!topic || !message) throw unknownTopic(name);
      return { topic, partition: partitionOf(key, topic.partitions), message };
    });
    if (parcels.length === 0) return;
    await this.inTime(this.connection.call(() => this.send(parcels))).catch((error: unknown) => {
      // No such exchange: it was deleted behind our back.
      if (isMissing(error)) for (const name of topics.keys()) this.topics.forget(name);
      throw error;
    });
  }

  private async send(parcels: readonly Parcel[]): Promise<void> {
    const channel = await this.openChannel();
    let failure: { error: unknown } | null = null;
    const confirmed: Promise<void>[] = [];
    for (const parcel of parcels) {
      await channel.room();
      if (channel.isClosed) failure ??= { error: new Error('the channel was closed') };
      if (failure) break;
      const sent = this.sendOne(channel, parcel).catch((error: unknown) => void (failure ??= { error }));
      confirmed.push(sent);
      // A queue that is new, or new to this channel, may refuse the first record and take the next.
      if (!this.proven.has(placeOf(parcel))) await sent;
    }
    await Promise.all(confirmed);
    // The assignments happen in callbacks, which the compiler does not follow.
    const failed = failure as { error: unknown } | null;
    if (!failed) return;
    // A channel may be closed without having told.
    if (!(failed.error instanceof EddaError)) this.channel = null;
    throw failed.error;
  }

  private async sendOne(channel: ConfirmedChannel, parcel: Parcel): Promise<void> {
    const place = placeOf(parcel);
    const { topic, partition, message } = parcel;
    const isFirst = !this.proven.has(place);
    const result = await channel[isFirst ? 'sendFirst' : 'send'](topicExchange(topic.name), String(partition), message);
    this.confirmedAt = performance.now();
    if (result === 'refused') {
      this.proven.delete(place);
      throw new Error(`it refuses the records of ${place}`);
    }
    if (result === 'unroutable' && topic.kind === 'queue') {
      this.proven.delete(place);
      throw unroutable(topic.name, partition);
    }
    this.proven.add(place);
    if (result === 'unroutable') this.noticeNobody(topic.name);
  }

  private noticeNobody(topic: string): void {
    if (this.unheard.has(topic)) return;
    this.unheard.add(topic);
    this.settings.logger.log(
      `Nobody listens to topic "${topic}" yet; its records are not kept for those who come later.`,
    );
  }

  private openChannel(): Promise<ConfirmedChannel> {
    if (this.channel) return this.channel;
    const opening: Promise<ConfirmedChannel> = this.connection.confirmChannel().then(
      (channel) => {
        this.proven.clear();
        channel.on('close', () => this.forget(opening));
        return new ConfirmedChannel(channel);
      },
      (error: unknown) => {
        this.forget(opening);
        throw error;
      },
    );
    this.channel = opening;
    return opening;
  }

  private forget(channel: Promise<ConfirmedChannel> | null): void {
    if (this.channel === channel) this.channel = null;
  }

  /** Rejects when the server takes nothing, or has confirmed nothing for too long on whoever's behalf. */
  private async inTime(published: Promise<void>): Promise<void> {
    const begun = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const stalled = new Promise<never>((_, reject) => {
      timer = setInterval(() => {
        const refusal = this.connection.refusal ?? this.silence(begun);
        if (!refusal) return;
        reject(refusal);
        // What is still under way must not come behind what is published again.
        this.forget(this.channel);
        void this.connection.abandon();
      }, CHECK_EVERY).unref();
    });
    try {
      await Promise.race([published, stalled]);
    } finally {
      clearInterval(timer);
      published.catch(() => undefined);
    }
  }

  private silence(since: number): EddaError | null {
    const { publishTimeoutMs } = this.settings;
    if (performance.now() - Math.max(since, this.confirmedAt) < publishTimeoutMs) return null;
    return brokerUnavailable(this.connection.place, `it confirmed nothing within ${publishTimeoutMs} ms`);
  }
}

function placeOf({ topic, partition }: Parcel): string {
  return partitionKey({ topic: topic.name, partition });
}

function unroutable(topic: string, partition: number): EddaError {
  return new EddaError(
    'unavailable',
    'BROKER.UNROUTABLE',
    `Nobody takes the records of partition ${partition} of queue "${topic}" yet: start the service that reads it.`,
  );
}
