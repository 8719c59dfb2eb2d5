import { backoffDelay, pause } from '@edda/kernel';
import { retryDelay } from '../policies/retry-delay.js';
import { completion } from './completion.js';
import type { DeliveryAttempt } from './delivery-attempt.js';
import { describeFailure, isFenced, isRefusedByDatabase, isRetryable, isUnavailable } from './failures.js';
import { decide, NEW_KEY, type KeyRow } from './key-row.js';
import { parkBehind } from './park-behind.js';
import { holdsItsKey, putAside } from './put-aside.js';
import { contentId, ownLane, type ReceivedRecord } from './received-record.js';
import type { SubscriptionParts } from './subscription-parts.js';

/** Attempts made before a message is parked, if the waits between them are short. */
const ATTEMPTS_IN_PLACE = 3;
const LONGEST_WAIT_IN_PLACE_MS = 1000;
/** Refusals of the database, in a row, before a record is set apart. */
const MOST_REFUSALS = 3;
/** While the database is away, in which messages are marked and parked. */
const TROUBLE = { initial: 50, factor: 2, max: 2000, jitter: 0.3 };

/** Brings records of a partition to their handler: once, in order, or parked. Of one lane one at a time. */
export class DirectDelivery {
  constructor(
    private readonly parts: SubscriptionParts,
    private readonly attempt: DeliveryAttempt,
  ) {}

  /**
   * @param signal aborts when nothing is to be begun any more
   * @returns true when the record is finished; false when it was given up, to come again elsewhere
   */
  async bring(item: ReceivedRecord, signal: AbortSignal): Promise<boolean> {
    for (let troubles = 0; !signal.aborted;) {
      try {
        if (await this.step(item, signal)) return true;
      } catch (error) {
        if (isRefusedByDatabase(error) && troubles >= MOST_REFUSALS) return this.setApart(item, error, signal);
        this.parts.reports.trouble(error);
        this.parts.rows.forget(item.lane);
        await pause(backoffDelay(++troubles, TROUBLE), signal);
      }
    }
    return false;
  }

  /** @returns false when it is to be decided about again */
  private async step(item: ReceivedRecord, signal: AbortSignal): Promise<boolean> {
    const { advances, rows, strict } = this.parts;
    if (advances.isMoving(item.lane)) await advances.settled(item.lane);
    const row = await rows.of(item.lane);
    const verdict = decide(row, item, strict);
    if (verdict === 'duplicate') return this.duplicate(item);
    if (verdict === 'handle') return item.isWanted ? this.handle(item, row, signal) : this.mark(item, row);
    return this.park(item, row, verdict);
  }

  /** What cannot be noted under its own name becomes a dead letter under another one, so that its partition goes on. */
  private async setApart(item: ReceivedRecord, error: unknown, signal: AbortSignal): Promise<boolean> {
    const id = contentId(item.record);
    const apart: ReceivedRecord = { ...item, id, lane: ownLane(id), tracking: 'none' };
    for (let troubles = 0; !signal.aborted;) {
      try {
        return await this.setBack(apart, NEW_KEY, error, 1, null);
      } catch (failure) {
        this.parts.reports.trouble(failure);
        await pause(backoffDelay(++troubles, TROUBLE), signal);
      }
    }
    return false;
  }

  private duplicate(item: ReceivedRecord): true {
    this.parts.metrics.duplicate(item.labels);
    return true;
  }

  private async handle(item: ReceivedRecord, row: KeyRow, signal: AbortSignal): Promise<boolean> {
    const { policy } = this.parts.subscription;
    const isMarkedBefore = policy.guarantee === 'at-most-once';
    if (isMarkedBefore && !(await this.mark(item, row))) return item.tracking === 'inbox' && this.duplicate(item);
    const last = isMarkedBefore ? undefined : completion(this.parts.group, item, row.last);
    for (let attempts = 1; ; attempts++) {
      const outcome = await this.attempt.run(item, attempts, { last }, isMarkedBefore ? NEVER : signal);
      switch (outcome.kind) {
        case 'handled':
          this.moved(item, row);
          return true;
        case 'fenced':
          this.parts.rows.forget(item.lane);
          return item.tracking === 'inbox' && this.duplicate(item);
        case 'abandoned':
          return false;
        case 'failed': {
          // Whoever has the partition now gets the message again, and decides.
          if (signal.aborted && !isMarkedBefore) return false;
          const { error } = outcome;
          const isDead = isMarkedBefore || isGivenUp(error, attempts, policy.retry.attempts);
          const delayMs = isDead ? null : retryDelay(policy.retry, attempts);
          if (delayMs === null || attempts >= ATTEMPTS_IN_PLACE || delayMs > LONGEST_WAIT_IN_PLACE_MS) {
            return this.setBack(
              item,
              isMarkedBefore ? await this.parts.rows.of(item.lane) : row,
              error,
              attempts,
              delayMs,
            );
          }
          this.parts.reports.retry(item, attempts, delayMs, error);
          await pause(delayMs, signal);
        }
      }
    }
  }

  private async setBack(
    item: ReceivedRecord,
    row: KeyRow,
    error: unknown,
    attempts: number,
    delayMs: number | null,
  ): Promise<boolean> {
    const { metrics, parked, reports, rows, subscription, wake } = this.parts;
    const isAside = await putAside(this.parts, item, row, { error, attempts, delayMs });
    rows.forget(item.lane);
    if (!isAside) return false;
    const { code } = describeFailure(error);
    if (delayMs === null) {
      const holdsKey = holdsItsKey(subscription.policy, item);
      reports.dead(item, attempts, holdsKey, error);
      metrics.dead(item.labels, code);
      if (holdsKey) parked.add('dead');
    } else {
      reports.retry(item, attempts, delayMs, error);
      metrics.parked(item.labels, code === 'MESSAGE.UNKNOWN_VERSION' ? 'unknown-version' : 'retrying');
      parked.add('retrying');
    }
    wake();
    return true;
  }

  private async park(item: ReceivedRecord, row: KeyRow, why: 'wait' | 'gap'): Promise<boolean> {
    const { client, group, metrics, parked, reports, rows } = this.parts;
    if (!(await parkBehind(client, group, item, why))) {
      rows.forget(item.lane);
      return false;
    }
    if (why === 'gap' && row.state === 'open') {
      reports.gap(item, row.last);
      rows.set(item.lane, { ...row, state: 'gap' });
    }
    const reason = why === 'gap' ? 'gap' : 'waiting';
    metrics.parked(item.labels, reason);
    parked.add(reason);
    return true;
  }

  private moved({ tracking, lane, sequence }: ReceivedRecord, row: KeyRow): void {
    if (tracking !== 'sequence') return;
    this.parts.rows.set(lane, { last: sequence, state: row.state });
    if (row.state === 'gap') this.parts.wake();
  }

  /** @returns false when it was marked already, or its key has moved */
  private async mark(item: ReceivedRecord, row: KeyRow): Promise<boolean> {
    try {
      await this.parts.complete({ last: completion(this.parts.group, item, row.last) });
      this.moved(item, row);
      return true;
    } catch (error) {
      if (!isFenced(error)) throw error;
      this.parts.rows.forget(item.lane);
      return false;
    }
  }
}

/** What was marked before is handled whatever happens. */
const NEVER = new AbortController().signal;

export function isGivenUp(error: unknown, attempts: number, most: number): boolean {
  return !isRetryable(error) || (attempts >= most && !isUnavailable(error));
}
