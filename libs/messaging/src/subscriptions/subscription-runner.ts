import { poolClient, type SqlClient, type UnitOfWork } from '@edda/event-store';
import { backoffDelay, EddaError, groupBy, pause, type Backoff } from '@edda/kernel';
import type { DataSource } from 'typeorm';
import type { Broker, BrokerRecord, Consumer, RecordBatch } from '../broker/broker.js';
import { fromRecord } from '../envelope/cloud-event.js';
import type { Delivery } from '../envelope/delivery.js';
import type { MessageLogger } from '../envelope/message-logger.js';
import { deliver, reject } from './deliver.js';
import { handledAmong } from './inbox.js';
import { ParkedMessages, type DeliveryFailure, type ParkedMessage } from './parked-messages.js';
import { sideBySide } from './side-by-side.js';
import type { Subscription } from './subscription.js';

/** Attempts made while the partition waits; a message that still fails is parked and its partition goes on. */
const ATTEMPTS_IN_PLACE = 3;
const MAX_ATTEMPTS = 25;
const IN_PLACE: Backoff = { initial: 50, factor: 4, max: 1000, jitter: 0.2 };
const PARKED: Backoff = { initial: 1000, factor: 2, max: 60_000, jitter: 0.2 };
const PARKED_POLL_MS = 1000;
/** How long another instance leaves a parked message alone that this one has taken on. */
const CLAIM_MS = 30_000;
const KEYS_AT_ONCE = 8;

interface RunnerOptions {
  service: string;
  dataSource: DataSource;
  unitOfWork: UnitOfWork;
  broker: Broker;
  logger: MessageLogger;
}

/** Runs one subscription: keys side by side, one key in order, failures put aside without holding back other keys. */
export class SubscriptionRunner {
  private readonly client: SqlClient;
  private readonly parked: ParkedMessages;
  private readonly stopping = new AbortController();
  private consumer: Consumer | null = null;
  private retrying: Promise<void> | null = null;

  constructor(
    readonly subscription: Subscription,
    private readonly options: RunnerOptions,
  ) {
    this.client = poolClient(options.dataSource);
    this.parked = new ParkedMessages(this.client, subscription.group);
  }

  async start(): Promise<void> {
    this.consumer = await this.options.broker.consume({
      group: this.subscription.group,
      topics: this.subscription.topics,
      from: 'earliest',
      maxBatch: 100,
      eachBatch: (batch) => this.eachBatch(batch),
    });
    this.retrying = this.retryParked();
  }

  /** Waits for running handlers, up to the deadline (milliseconds). */
  async stop(deadlineMs: number): Promise<void> {
    this.stopping.abort();
    const waiting = new AbortController();
    const retried = Promise.race([this.retrying, pause(deadlineMs, waiting.signal)]);
    await Promise.all([this.consumer?.close(deadlineMs), retried]).finally(() => waiting.abort());
  }

  private async eachBatch({ records, signal }: RecordBatch): Promise<void> {
    const wanted = records.filter((record) => this.wants(record));
    if (wanted.length === 0) return;
    const byKey = groupBy(wanted, (record) => record.key);
    const held = await this.parked.heldKeys([...byKey.keys()]);
    const ids = wanted.map((record) => record.headers['ce_id']);
    const handled = await handledAmong(this.client, this.subscription.group, ids);
    await sideBySide([...byKey.entries()], KEYS_AT_ONCE, async ([key, ofKey]) => {
      if (!signal.aborted) await this.oneKey(ofKey, held.has(key), handled, signal);
    });
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
      const error = await this.attempt(record);
      if (error === null) return true;
      // Whoever has the partition now gets the message again, and decides.
      if (signal.aborted) return false;
      const failure = describe(error);
      if (!isRetryable(error)) {
        this.log('error', 'A message cannot be handled and holds its key.', record, failure);
        await this.parked.bury(id, record, attempt, failure);
        return false;
      }
      if (attempt >= ATTEMPTS_IN_PLACE) {
        this.log('warn', 'A message keeps failing; it is parked and tried again.', record, failure);
        await this.parked.retryLater(id, record, attempt, backoffDelay(1, PARKED), failure);
        return false;
      }
      await pause(backoffDelay(attempt, IN_PLACE), signal);
    }
  }

  /** @returns the failure, or null when the message is handled, refused or was handled before */
  private async attempt(record: BrokerRecord): Promise<unknown> {
    const { service, unitOfWork } = this.options;
    let delivery: Delivery | null = null;
    try {
      delivery = fromRecord(record);
      const startedAt = performance.now();
      await deliver(service, unitOfWork, this.subscription, delivery);
      this.options.logger.info(`Handled ${delivery.type}`, {
        subscription: this.subscription.group,
        messageId: delivery.id,
        correlationId: delivery.correlationId,
        milliseconds: Math.round(performance.now() - startedAt),
      });
      return null;
    } catch (error) {
      return delivery ? this.settleFailure(delivery, error) : error;
    }
  }

  /** @returns the failure that remains; null when it needs no other attempt */
  private async settleFailure(delivery: Delivery, error: unknown): Promise<unknown> {
    const { service, unitOfWork } = this.options;
    // A repetition may fail because its first delivery has already changed what the handler looks at.
    const handled = await handledAmong(this.client, this.subscription.group, [delivery.id]);
    if (handled.size > 0) return null;
    if (!(error instanceof EddaError && !error.retryable && this.subscription.rejection)) return error;
    try {
      await reject(service, unitOfWork, this.subscription, delivery, error);
      return null;
    } catch (rejectionError) {
      return rejectionError;
    }
  }

  private async retryParked(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await pause(PARKED_POLL_MS, this.stopping.signal);
      try {
        if (this.consumer?.assignment().length) await this.retryDue();
      } catch (error) {
        this.options.logger.warn('Parked messages cannot be read; trying again.', { error });
      }
    }
  }

  private async retryDue(): Promise<void> {
    for (let due = await this.parked.due(50); due.length > 0; due = await this.parked.due(50)) {
      for (const message of due) {
        if (this.stopping.signal.aborted) return;
        if (await this.parked.claim(message.id, CLAIM_MS)) await this.retry(message);
      }
    }
  }

  private async retry(message: ParkedMessage): Promise<void> {
    const error = await this.attempt(message.record);
    if (error === null) {
      await this.parked.remove(message.id);
      return;
    }
    const attempts = message.attempts + 1;
    const isDead = !isRetryable(error) || (attempts >= MAX_ATTEMPTS && !isUnavailable(error));
    const failure = describe(error);
    if (isDead) this.log('error', 'A message is given up and holds its key.', message.record, failure);
    await this.parked.failedAgain(message.id, isDead ? null : backoffDelay(attempts, PARKED), failure);
  }

  private log(level: 'warn' | 'error', text: string, record: BrokerRecord, failure: DeliveryFailure): void {
    const { topic, partition, offset, key, headers } = record;
    this.options.logger[level](text, {
      subscription: this.subscription.group,
      type: headers['ce_type'],
      messageId: headers['ce_id'],
      correlationId: headers['ce_correlationid'],
      topic,
      partition,
      offset,
      key,
      ...failure,
    });
  }
}

function isRetryable(error: unknown): boolean {
  return error instanceof EddaError ? error.retryable : true;
}

/** What is needed is not there yet: the message waits for it however long that takes. */
function isUnavailable(error: unknown): boolean {
  return error instanceof EddaError && error.kind === 'unavailable';
}

function describe(error: unknown): DeliveryFailure {
  if (error instanceof EddaError) return { code: error.code, message: error.message };
  return { code: 'INTERNAL', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
