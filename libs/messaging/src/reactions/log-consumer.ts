import type { PostgresEventStore, RecordedJson, Subscription } from '@edda/event-store';
import { pause } from '@edda/kernel';
import type { AssignedPartition, BrokerRecord, Consumer, ConsumeOptions, PartitionHandler } from '../broker/broker.js';
import type { MessageLogger } from '../envelope/message-logger.js';
import { LOG_TOPIC, toLogRecord } from './log-record.js';

const BATCH = 100;

export interface LogConsumerOptions {
  readonly store: Pick<PostgresEventStore, 'subscribe'>;
  /** Names the subscription of the log. */
  readonly name: string;
  readonly types: readonly string[];
  readonly logger: MessageLogger;
}

interface Batch {
  readonly records: readonly BrokerRecord[];
  readonly finished: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Hands the events of the own log to a subscription runner as if they were the records of a partition, whose offsets are
 * positions. The checkpoint moves when all of a page are finished: handled, parked or dead.
 */
export class LogConsumer implements Consumer {
  readonly log: Subscription;
  private readonly closing = new AbortController();
  private readonly handler: PartitionHandler;
  private readonly waiting: Batch[] = [];
  private wake: () => void = () => undefined;
  private finishedTo = 0;
  private current: Batch | null = null;
  private fetchedAt: Date | null = null;

  constructor({ store, name, types, logger }: LogConsumerOptions, { open }: Pick<ConsumeOptions, 'open'>) {
    const partition: AssignedPartition = {
      topic: LOG_TOPIC,
      partition: 0,
      signal: this.closing.signal,
      finish: (offset) => this.finish(offset),
    };
    this.handler = open(partition);
    void this.pump();
    this.log = store.subscribe({
      name,
      from: 'now',
      filter: { types: [...types] },
      batchSize: BATCH,
      handleJson: (events) => this.hand(events),
      onError: (error) => {
        if (!this.closing.signal.aborted)
          logger.error('The log cannot be followed; it is tried again.', { subscription: name, error });
      },
    });
  }

  assignment(): [{ topic: string; partition: number }] {
    return [{ topic: LOG_TOPIC, partition: 0 }];
  }

  lastFetchAt(): Date | null {
    return this.fetchedAt;
  }

  failure(): null {
    return null;
  }

  /** What is not finished by then comes again: what of it was handled is known by its id. */
  async close(deadlineMs = 0): Promise<void> {
    const waited = new AbortController();
    await Promise.race([this.handler.drain(), pause(deadlineMs, waited.signal)]);
    waited.abort();
    this.closing.abort();
    this.wake();
    const reason = new Error('The reaction is being stopped.');
    this.current?.failed(reason);
    for (const { failed } of this.waiting.splice(0)) failed(reason);
    await this.log.stop();
  }

  private hand(events: readonly RecordedJson[]): Promise<void> {
    this.fetchedAt = new Date();
    return new Promise((finished, failed) => {
      if (this.closing.signal.aborted) return failed(new Error('The reaction is being stopped.'));
      this.waiting.push({ records: events.map(toLogRecord), finished, failed });
      this.wake();
    });
  }

  /** Outside of the unit of work in which the log hands its events over: each event is handled in one of its own. */
  private async pump(): Promise<void> {
    while (!this.closing.signal.aborted) {
      const batch = this.waiting.shift();
      if (!batch) {
        await new Promise<void>((resolve) => (this.wake = resolve));
        continue;
      }
      this.current = batch;
      try {
        await this.handler.take(batch.records);
        this.finish(this.finishedTo);
      } catch (error) {
        batch.failed(error);
      }
    }
  }

  private finish(offset: number): void {
    this.finishedTo = Math.max(this.finishedTo, offset);
    const last = this.current?.records.at(-1)?.offset ?? Infinity;
    if (this.finishedTo > last) this.current?.finished();
  }
}
