import { EddaError } from '@edda/kernel';
import { applyIncoming } from '../envelope/apply-incoming.js';
import { fromRecord } from '../envelope/cloud-event.js';
import type { Delivery } from '../envelope/delivery.js';
import type { AttemptOutcome } from '../observability/messaging-metrics.js';
import type { DeliveryGate } from '../policies/delivery-gate.js';
import { deliver, reject, type Completion } from './deliver.js';
import { describeFailure, isFenced, isRetryable, timedOut } from './failures.js';
import type { ReceivedRecord } from './received-record.js';
import type { SubscriptionParts } from './subscription-parts.js';

/** `fenced`: another delivery was faster. `abandoned`: it was not tried, because the partition or the process goes. */
export type Outcome = { kind: 'handled' | 'fenced' | 'abandoned' } | { kind: 'failed'; error: unknown };

const HANDLED: Outcome = { kind: 'handled' };
const FENCED: Outcome = { kind: 'fenced' };
const ABANDONED: Outcome = { kind: 'abandoned' };

/** Hands records to the handler of a subscription, no more at a time than its policy allows. */
export class DeliveryAttempt {
  private readonly isGated: boolean;

  constructor(private readonly parts: SubscriptionParts) {
    const { rateLimit, circuitBreaker } = parts.subscription.policy;
    this.isGated = rateLimit !== null || circuitBreaker !== null;
  }

  /**
   * @param attempt 1 for the first
   * @param signal aborts when nothing is to be begun any more
   */
  async run(item: ReceivedRecord, attempt: number, completion: Completion, signal: AbortSignal): Promise<Outcome> {
    const { slots, gate, metrics, reports, failpoint } = this.parts;
    const turn = slots.acquire();
    if (turn) await turn;
    try {
      if (signal.aborted) return ABANDONED;
      if (this.isGated) {
        try {
          await gate.pass(signal);
        } catch {
          return ABANDONED;
        }
      }
      if (attempt > 1) metrics.retried(item.labels);
      const reached = failpoint('before-handler', item.record);
      if (reached) await reached;
      const startedAt = performance.now();
      const { outcome, kind } = await this.hand(item, attempt, completion);
      const milliseconds = performance.now() - startedAt;
      if (this.isGated) tellGate(gate, outcome);
      if (outcome.kind !== 'fenced') metrics.attempted(item.labels, kind, milliseconds / 1000);
      if (outcome.kind === 'failed') {
        metrics.failed(item.labels, describeFailure(outcome.error).code);
        return outcome;
      }
      if (outcome.kind === 'handled') reports.handled(item, attempt, milliseconds);
      const committed = failpoint('after-commit', item.record);
      if (committed) await committed;
      return outcome;
    } finally {
      slots.release();
    }
  }

  private async hand(
    item: ReceivedRecord,
    attempt: number,
    completion: Completion,
  ): Promise<{ outcome: Outcome; kind: AttemptOutcome }> {
    const { timeoutMs } = this.parts.subscription.policy;
    const time = new AbortController();
    const timer = setTimeout(() => time.abort(timedOut(this.parts.group, timeoutMs)), timeoutMs).unref();
    let delivery: Delivery | null = null;
    let traceparent: string | null = null;
    try {
      delivery = fromRecord(item.record);
      traceparent = delivery.traceparent;
      await this.trace(item, attempt, delivery, { ...completion, signal: time.signal }, (own) => (traceparent = own));
      return { outcome: HANDLED, kind: 'handled' };
    } catch (error) {
      if (isFenced(error)) return { outcome: FENCED, kind: 'failed' };
      return delivery
        ? this.refuse(delivery, error, { ...completion, traceparent }, time.signal.aborted)
        : { outcome: { kind: 'failed', error }, kind: 'failed' };
    } finally {
      clearTimeout(timer);
    }
  }

  private trace(
    item: ReceivedRecord,
    attempt: number,
    delivery: Delivery,
    { signal, ...completion }: Completion & { signal: AbortSignal },
    onTrace: (traceparent: string | null) => void,
  ): Promise<void> {
    const { options, tracer, group, failpoint } = this.parts;
    const { record, lowestUnfinished } = item;
    const wanted = options.transforms ? applyIncoming(options.transforms, delivery, record.headers) : delivery;
    return tracer.process({ record, group, attempt }, (traceparent) => {
      onTrace(traceparent);
      if (!wanted) return this.parts.complete(completion);
      const handed = lowestUnfinished ? { ...wanted, lowestUnfinished } : wanted;
      const afterHandler = (): void | Promise<void> => failpoint('after-handler', record);
      return deliver(this.parts, handed, { ...completion, signal, traceparent, afterHandler });
    });
  }

  /** Tells the sender of a command that it is refused; what cannot be refused has failed. */
  private async refuse(
    delivery: Delivery,
    error: unknown,
    completion: Completion & { traceparent: string | null },
    isTimeOut: boolean,
  ): Promise<{ outcome: Outcome; kind: AttemptOutcome }> {
    const { rejection } = this.parts.subscription;
    if (!rejection || !(error instanceof EddaError) || isRetryable(error)) {
      return { outcome: { kind: 'failed', error }, kind: isTimeOut ? 'timed-out' : 'failed' };
    }
    try {
      await reject(this.parts, delivery, error, completion);
      return { outcome: HANDLED, kind: 'rejected' };
    } catch (rejectionError) {
      if (isFenced(rejectionError)) return { outcome: FENCED, kind: 'failed' };
      return { outcome: { kind: 'failed', error: rejectionError }, kind: 'failed' };
    }
  }
}

function tellGate(gate: DeliveryGate, outcome: Outcome): void {
  if (outcome.kind === 'failed') gate.failed(outcome.error);
  else gate.succeeded();
}
