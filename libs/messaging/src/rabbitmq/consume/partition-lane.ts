import { backoffDelay, pause, type Backoff } from '@edda/kernel';
import type { Channel, ConsumeMessage, Message } from 'amqplib';
import type { BrokerLogger } from '../../broker/broker-logger.js';
import type {
  AssignedPartition,
  BrokerRecord,
  ConsumeOptions,
  PartitionHandler,
  TopicPartition,
} from '../../broker/broker.js';
import { toBrokerRecord } from '../publish/amqp-message.js';
import { closeQuietly, type Connection } from '../connection/connection.js';
import { groupQueue, partitionKey } from '../names.js';
import { PREFETCH } from '../queue-arguments.js';
import type { OffsetCounter } from './offset-counter.js';

/** What the lanes of a consumer share. */
export interface LaneContext {
  readonly connection: Connection;
  readonly options: ConsumeOptions;
  readonly offsets: OffsetCounter;
  readonly backoff: Backoff;
  readonly logger: BrokerLogger;
  /** Called when the partition is gone without having been given up. */
  readonly onLost: (lane: PartitionLane) => void;
}

/**
 * One partition while this member reads its queue, on a channel of its own: what is acknowledged there is what this
 * partition has finished, and closing it puts back the rest in order.
 */
export class PartitionLane implements AssignedPartition {
  readonly topic: string;
  readonly partition: number;
  readonly key: string;
  private readonly queue: string;
  private readonly gone = new AbortController();
  private readonly stopping = new AbortController();
  private channel: Channel | null = null;
  private handler: PartitionHandler | null = null;
  /** Delivered and not finished, by successive offsets. */
  private unfinished: BrokerRecord[] = [];
  /** The offset to hand over next. */
  private next = 0;
  /** Offset of the first delivery on this channel. */
  private base = 0;
  private acknowledged = 0;
  private finished = 0;
  private handing: Promise<void> | null = null;
  private failures = 0;

  constructor(
    where: TopicPartition,
    private readonly context: LaneContext,
  ) {
    this.topic = where.topic;
    this.partition = where.partition;
    this.key = partitionKey(where);
    this.queue = groupQueue(context.options.group, where);
  }

  get signal(): AbortSignal {
    return this.gone.signal;
  }

  get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Whether its records come to this member. */
  get isOpen(): boolean {
    return this.handler !== null && !this.signal.aborted;
  }

  /** Asks for the records of the queue. */
  async start(): Promise<void> {
    const { connection, offsets, options } = this.context;
    const channel = await connection.channel();
    this.channel = channel;
    channel.on('close', () => this.lose());
    await connection.call(() => channel.prefetch(PREFETCH));
    if (this.signal.aborted || this.isStopping) return closeQuietly(channel);
    this.base = this.next = this.finished = this.acknowledged = offsets.next(this.key);
    this.handler = options.open(this);
    await connection.call(() => channel.consume(this.queue, (message) => this.receive(message)));
  }

  finish(offset: number): void {
    const finished = Math.min(offset, this.next);
    if (this.signal.aborted || finished <= this.finished) return;
    this.unfinished.splice(0, finished - this.finished);
    if (this.finished === this.acknowledged) setImmediate(() => this.acknowledge());
    this.finished = finished;
  }

  /** Hands nothing more over, lets the handler drain up to the deadline, and puts back what is not finished. */
  async stop(deadlineMs: number): Promise<void> {
    this.stopping.abort();
    const timeout = new AbortController();
    const drained = Promise.all([this.handler?.drain(), this.handing]).catch((error: unknown) => this.complain(error));
    await Promise.race([drained, pause(deadlineMs, AbortSignal.any([timeout.signal, this.signal]))]);
    timeout.abort();
    this.acknowledge();
    this.gone.abort();
    if (this.channel) await closeQuietly(this.channel);
  }

  /** The partition is gone, whatever runs. */
  lose(): void {
    if (this.signal.aborted) return;
    this.gone.abort();
    const wasStopping = this.isStopping;
    this.stopping.abort();
    if (this.channel) void closeQuietly(this.channel);
    if (!wasStopping) this.context.onLost(this);
  }

  /**
   * Records not finished, in the queue and here. The second question makes sure that everything delivered before the
   * first was answered has arrived: a channel does one thing after the other.
   *
   * @returns null when the partition is gone
   */
  async count(): Promise<number | null> {
    try {
      const ready = (await this.channel?.checkQueue(this.queue))?.messageCount;
      await this.channel?.checkQueue(this.queue);
      return ready === undefined || !this.isOpen ? null : ready + this.unfinished.length;
    } catch {
      return null;
    }
  }

  private receive(message: ConsumeMessage | null): void {
    // The server cancels a consumer whose queue is deleted.
    if (message === null) return this.lose();
    if (this.signal.aborted) return;
    const offset = this.base + message.fields.deliveryTag - 1;
    this.context.offsets.used(this.key, offset);
    this.unfinished.push(toBrokerRecord(message, { topic: this.topic, partition: this.partition, offset }));
    this.handing ??= this.handOver().finally(() => (this.handing = null));
  }

  private async handOver(): Promise<void> {
    // What arrives together goes together.
    await new Promise(setImmediate);
    while (!this.isStopping) {
      const from = this.next - this.finished;
      const records = this.unfinished.slice(from, from + this.context.options.maxBatch);
      const last = records.at(-1);
      if (!last) return;
      this.next = last.offset + 1;
      try {
        await this.handler?.take(records);
        this.failures = 0;
      } catch (error) {
        if (this.isStopping) return;
        this.complain(error);
        this.next = this.finished;
        await pause(backoffDelay(++this.failures, this.context.backoff), this.stopping.signal);
      }
    }
  }

  private acknowledge(): void {
    const { finished, base, channel } = this;
    if (this.signal.aborted || finished === this.acknowledged || !channel) return;
    this.acknowledged = finished;
    try {
      channel.ack({ fields: { deliveryTag: finished - base } } as Message, true);
    } catch {
      // The channel is closed, which its event tells.
    }
  }

  private complain(error: unknown): void {
    const where = `Group "${this.context.options.group}", partition ${this.key}`;
    this.context.logger.warn(`${where}: records were rejected, they come again: ${String(error)}`);
  }
}
