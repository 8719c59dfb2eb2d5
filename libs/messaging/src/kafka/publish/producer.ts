import { CompressionTypes, type ICustomPartitioner, type Message, type Producer, type RetryOptions } from 'kafkajs';
import { KafkaClient } from '../client/kafka-client.js';
import { protocolError } from '../client/kafka-errors.js';
import type { Settings } from '../settings.js';

/** A message whose partition is chosen. */
export type PlacedMessage = Omit<Message, 'headers'> & {
  readonly partition: number;
  readonly headers: Readonly<Record<string, string>>;
};

export interface TopicMessages {
  readonly topic: string;
  readonly messages: PlacedMessage[];
}

/** The same request, with the same sequence numbers, so that the broker recognises what it has stored. */
const RETRY: RetryOptions = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 4 };

/** Smaller requests are not worth the time that packing takes. */
const COMPRESS_FROM = 1_024;

/** The broker has forgotten this producer, after a day without records for example; it has stored nothing. */
const FORGOTTEN = new Set(['UNKNOWN_PRODUCER_ID', 'OUT_OF_ORDER_SEQUENCE_NUMBER', 'INVALID_PRODUCER_EPOCH']);

const asPlaced: ICustomPartitioner =
  () =>
  ({ message }) =>
    message.partition ?? 0;

interface Connection {
  readonly client: KafkaClient;
  readonly producer: Producer;
  readonly ready: Promise<void>;
}

/**
 * An idempotent producer with one request in flight. After a failure the producer goes, and with it its sequence numbers:
 * kafkajs takes the numbers of a failed request back, the broker may have stored them, and another request with the same
 * ones would be acknowledged as a duplicate and lost.
 */
export class IdempotentProducer {
  private connection: Connection | null = null;
  private readonly ending = new Set<Promise<void>>();

  constructor(private readonly settings: Settings) {}

  /** Resolves when all in-sync replicas have everything. Only one call at a time. */
  async send(topicMessages: TopicMessages[], bytes: number): Promise<void> {
    try {
      await this.sendOnce(topicMessages, bytes);
    } catch (error) {
      if (!FORGOTTEN.has(protocolError(error) ?? '')) throw error;
      await this.sendOnce(topicMessages, bytes);
    }
  }

  async close(): Promise<void> {
    if (this.connection) this.drop(this.connection);
    await Promise.all(this.ending);
  }

  private async sendOnce(topicMessages: TopicMessages[], bytes: number): Promise<void> {
    const connection = (this.connection ??= this.connect());
    try {
      await connection.ready;
      await connection.producer.sendBatch({
        acks: -1,
        compression: bytes < COMPRESS_FROM ? CompressionTypes.None : CompressionTypes.GZIP,
        topicMessages,
      });
    } catch (error) {
      this.drop(connection);
      throw error;
    }
  }

  private connect(): Connection {
    const client = new KafkaClient(this.settings, 'Kafka producer');
    const producer = client.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: asPlaced,
      retry: RETRY,
    });
    return { client, producer, ready: producer.connect() };
  }

  private drop(connection: Connection): void {
    if (this.connection === connection) this.connection = null;
    const end = connection.client.close(() => connection.producer.disconnect());
    this.ending.add(end);
    void end.then(() => this.ending.delete(end));
  }
}
