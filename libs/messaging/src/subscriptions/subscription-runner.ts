import type { Consumer } from '../broker/broker.js';
import { ensureDeadLettersTopic } from '../dead-letters/copy-dead-letters.js';
import { DeliveryAttempt } from './delivery-attempt.js';
import { DirectDelivery } from './direct-delivery.js';
import { ParkedDelivery } from './parked-delivery.js';
import { LEASE_MS, ParkedLoop } from './parked-loop.js';
import { countParked, type ParkedCounts } from './parked-message.js';
import { PartitionIntake } from './partition-intake.js';
import { register } from './registration.js';
import type { RunnerOptions } from './runner-options.js';
import type { RunnerStatus } from './runner-status.js';
import type { Subscription } from './subscription.js';
import { SubscriptionParts } from './subscription-parts.js';

const MAX_BATCH = 200;

/** Runs one subscription: keys side by side, one key in order, failures put aside without holding back other keys. */
export class SubscriptionRunner {
  private readonly parts: SubscriptionParts;
  private readonly direct: DirectDelivery;
  private readonly parkedDelivery: ParkedDelivery;
  private loop: ParkedLoop | null = null;
  private consumer: Consumer | null = null;
  private finished = 0;
  private isStopped = false;

  constructor(
    readonly subscription: Subscription,
    private readonly options: RunnerOptions,
  ) {
    this.parts = new SubscriptionParts(subscription, options);
    const attempt = new DeliveryAttempt(this.parts);
    this.direct = new DirectDelivery(this.parts, attempt);
    this.parkedDelivery = new ParkedDelivery(this.parts, attempt, LEASE_MS);
  }

  /**
   * Joins the group and goes on with what is parked; may be called again after it has failed.
   *
   * @throws EddaError `BROKER.UNAVAILABLE`, `BROKER.UNKNOWN_TOPIC`
   */
  async start(): Promise<void> {
    if (this.consumer) return;
    await ensureDeadLettersTopic(this.parts);
    await register(this.parts);
    const consumer = await this.consume();
    if (this.isStopped) return consumer.close(0);
    this.consumer = consumer;
    if (this.loop) return;
    const loop = new ParkedLoop(this.parts, this.parkedDelivery);
    this.parts.wake = () => loop.wake();
    this.loop = loop;
    loop.start();
  }

  /**
   * Leaves the group, waiting up to the deadline (milliseconds) for running handlers, and joins it again; when that fails,
   * {@link start} may be called.
   */
  async restart(deadlineMs: number): Promise<void> {
    const { consumer } = this;
    this.consumer = null;
    await consumer?.close(deadlineMs);
    if (!this.isStopped) await this.start();
  }

  /** Waits for running handlers, up to the deadline (milliseconds). */
  async stop(deadlineMs: number): Promise<void> {
    this.isStopped = true;
    const { consumer, loop } = this;
    this.consumer = null;
    this.loop = null;
    await Promise.all([consumer?.close(deadlineMs), loop?.stop(deadlineMs)]);
  }

  /** Why it stopped for good; null while it works. */
  failure(): Error | null {
    return this.consumer?.failure() ?? null;
  }

  /** Looks for parked messages that are due now, such as a dead letter that was redriven. */
  wake(): void {
    this.parts.wake();
  }

  status(): RunnerStatus {
    const { gate, parked, slots } = this.parts;
    return {
      assignment: this.consumer?.assignment() ?? [],
      lastFetchAt: this.consumer?.lastFetchAt() ?? null,
      running: slots.running,
      finished: this.finished,
      gate: gate.state,
      tooManyParked: parked.isFull,
    };
  }

  /** How many of its messages lie parked, in all processes. */
  async parkedCounts(): Promise<ParkedCounts> {
    return (await countParked(this.parts.client, this.parts.group)).counts;
  }

  private consume(): Promise<Consumer> {
    const { group, topics, policy } = this.subscription;
    const maxBatch = Math.max(1, Math.min(MAX_BATCH, Math.ceil(policy.prefetch / 2)));
    return this.options.broker.consume({
      group,
      topics,
      from: policy.from,
      maxBatch,
      open: (partition) =>
        new PartitionIntake(this.parts, this.direct, partition, maxBatch, () => void this.finished++),
    });
  }
}
