import { poolClient, type SqlClient } from '@edda/event-store';
import { backoffDelay, groupBy, pause, type Backoff } from '@edda/kernel';
import type { BrokerRecord, Consumer, RecordBatch } from '../broker/broker.js';
import { DeliveryAttempt } from './delivery-attempt.js';
import { describeFailure, isRetryable } from './failures.js';
import { handledAmong } from './inbox.js';
import { ParkedMessages } from './parked-messages.js';
import { PARKED_BACKOFF, ParkedRetries } from './parked-retries.js';
import type { RunnerOptions } from './runner-options.js';
import { sideBySide } from './side-by-side.js';
import type { Subscription } from './subscription.js';

/** Attempts made while the partition waits; a message that still fails is parked and its partition goes on. */
const ATTEMPTS_IN_PLACE = 3;
const IN_PLACE: Backoff = { initial: 50, factor: 4, max: 1000, jitter: 0.2 };
const KEYS_AT_ONCE = 8;

/** Runs one subscription: keys side by side, one key in order, failures put aside without holding back other keys. */
export class SubscriptionRunner {
  private readonly client: SqlClient;
  private readonly parked: ParkedMessages;
  private readonly attempt: DeliveryAttempt;
  private readonly retries: ParkedRetries;
  private consumer: Consumer | null = null;

  constructor(
    readonly subscription: Subscription,
    private readonly options: RunnerOptions,
  ) {
    this.client = poolClient(options.dataSource);
    this.parked = new ParkedMessages(this.client, subscription.group);
    this.attempt = new DeliveryAttempt(subscription, options);
    const isMember = (): boolean => (this.consumer?.assignment().length ?? 0) > 0;
    this.retries = new ParkedRetries(this.parked, this.attempt, isMember, options.logger);
  }

  async start(): Promise<void> {
    this.consumer = await this.options.broker.consume({
      group: this.subscription.group,
      topics: this.subscription.topics,
      from: 'earliest',
      maxBatch: 100,
      eachBatch: (batch) => this.eachBatch(batch),
    });
    this.retries.start();
  }

  /** Why it stopped for good; null while it works. */
  failure(): Error | null {
    return this.consumer?.failure() ?? null;
  }

  /** Waits for running handlers, up to the deadline (milliseconds). */
  async stop(deadlineMs: number): Promise<void> {
    await Promise.all([this.consumer?.close(deadlineMs), this.retries.stop(deadlineMs)]);
  }

  private async eachBatch({ records, signal }: RecordBatch): Promise<void> {
    const wanted = records.filter((record) => this.wants(record));
    if (wanted.length === 0) return;
    const byKey = groupBy(wanted, (record) => record.key);
    const held = await this.parked.heldKeys([...byKey.keys()]);
    const ids = wanted.map((record) => record.headers['ce_id']);
    const handled = await handledAmong(this.client, this.subscription.group, ids);
    await sideBySide([...byKey.entries()], KEYS_AT_ONCE, ([key, ofKey]) =>
      this.oneKey(ofKey, held.has(key), handled, signal),
    );
    // Given up half way: rejecting keeps the driver from committing what was not handled.
    if (signal.aborted) throw new Error('The partition was taken away before its batch was handled.');
  }

  private wants(record: BrokerRecord): boolean {
    const { messages } = this.subscription;
    return messages === null || messages.some((definition) => definition.type === record.headers['ce_type']);
  }

  private async oneKey(
    records: readonly BrokerRecord[],
    isHeld: boolean,
    handled: Set<string>,
    signal: AbortSignal,
  ): Promise<void> {
    let held = isHeld;
    for (const record of records) {
      if (signal.aborted) return;
      const id = record.headers['ce_id'] ?? `${record.topic}/${record.partition}/${record.offset}`;
      if (handled.has(id)) continue;
      if (held) {
        await this.parked.wait(id, record);
        this.retries.wake();
      } else {
        held = !(await this.handleOrPark(id, record, signal));
        // A message that was published twice may stand in one batch twice.
        if (!held) handled.add(id);
      }
    }
  }

  /** @returns false when the message was parked and holds its key from now on, or its partition was taken away */
  private async handleOrPark(id: string, record: BrokerRecord, signal: AbortSignal): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      const error = await this.attempt.run(record);
      if (error === null) return true;
      // Whoever has the partition now gets the message again, and decides.
      if (signal.aborted) return false;
      const failure = describeFailure(error);
      if (!isRetryable(error)) {
        this.attempt.report('error', 'A message cannot be handled and holds its key.', record, failure);
        await this.parked.bury(id, record, attempt, failure);
        return false;
      }
      if (attempt >= ATTEMPTS_IN_PLACE) {
        this.attempt.report('warn', 'A message keeps failing; it is parked and tried again.', record, failure);
        await this.parked.retryLater(id, record, attempt, backoffDelay(1, PARKED_BACKOFF), failure);
        this.retries.wake();
        return false;
      }
      await pause(backoffDelay(attempt, IN_PLACE), signal);
    }
  }
}
