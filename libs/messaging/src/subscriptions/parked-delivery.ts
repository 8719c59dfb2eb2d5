import type { SqlClient } from '@edda/event-store';
import { retryDelay } from '../policies/retry-delay.js';
import { completion } from './completion.js';
import type { DeliveryAttempt } from './delivery-attempt.js';
import { isGivenUp } from './direct-delivery.js';
import { describeFailure, Fenced, isFenced } from './failures.js';
import { decide, type KeyRow } from './key-row.js';
import { handledAmong } from './inbox.js';
import { headOf, isParked, unpark, type ParkedMessage } from './parked-message.js';
import { holdsItsKey, putAsideLocked } from './put-aside.js';
import { received, type ReceivedRecord } from './received-record.js';
import { lockKey, moveKey, settleKey } from './settle-key.js';
import type { SubscriptionParts } from './subscription-parts.js';

/** Then others of the process get a turn. */
const LONGEST_TURN = 100;

/** Brings the parked messages of a key to their handler, in order, as far as they go. */
export class ParkedDelivery {
  constructor(
    private readonly parts: SubscriptionParts,
    private readonly attempt: DeliveryAttempt,
    private readonly leaseMs: number,
  ) {}

  /** To be called in the lane of the key. */
  async drain(lane: string, signal: AbortSignal): Promise<void> {
    const { client, group, rows } = this.parts;
    for (let turn = 0; turn < LONGEST_TURN && !signal.aborted; turn++) {
      rows.forget(lane);
      const [row, head] = [await rows.of(lane), await headOf(client, group, lane)];
      if (!head || !(await this.step(lane, row, head, signal))) break;
    }
    rows.forget(lane);
    await this.inLock(lane, async () => undefined, 0);
  }

  /** @returns whether the next one may follow */
  private async step(lane: string, row: KeyRow, head: ParkedMessage, signal: AbortSignal): Promise<boolean> {
    const item = this.itemOf(lane, head);
    const verdict = decide({ ...row, state: 'open' }, item, this.parts.strict);
    if (verdict === 'duplicate') return this.drop(item, head);
    if (verdict === 'gap' || head.status === 'dead' || head.dueInMs > 0) return false;
    if (item.tracking === 'inbox' && (await this.wasHandled(item))) return this.drop(item, head);
    const attempts = head.attempts + 1;
    const within = (client: SqlClient): Promise<void> => this.finished(client, item, row, head);
    if (!item.isWanted) return this.pass(within);
    const outcome = await this.attempt.run(item, attempts, { within }, signal);
    switch (outcome.kind) {
      case 'handled':
      case 'fenced':
        return true;
      case 'abandoned':
        return false;
      case 'failed':
        await this.failed(item, row, head, outcome.error);
        return false;
    }
  }

  /** Moves the key past a message that no handler gets. */
  private async pass(within: (client: SqlClient) => Promise<void>): Promise<true> {
    try {
      await this.parts.complete({ within });
    } catch (error) {
      if (!isFenced(error)) throw error;
    }
    return true;
  }

  /** A letter that held nothing is redriven by itself, and marked as handled already. */
  private itemOf(lane: string, head: ParkedMessage): ReceivedRecord {
    const item = received(head.record, this.parts.subscription);
    if (head.letterId !== null && lane.startsWith('#')) return { ...item, lane, tracking: 'none', isWanted: true };
    return { ...item, lane };
  }

  /** In the transaction of the handler: the message is not parked any more, its key goes on behind it. */
  private async finished(client: SqlClient, item: ReceivedRecord, row: KeyRow, head: ParkedMessage): Promise<void> {
    const { group, strict } = this.parts;
    const now = await lockKey(client, group, item.lane);
    if (now.last !== row.last || !(await unpark(client, head.id))) throw new Fenced();
    if (item.tracking === 'sequence' && item.sequence !== null) {
      await moveKey(client, group, item.lane, item.sequence);
    } else if (item.tracking === 'inbox') {
      const mark = completion(group, item, null);
      if (mark) await client.query(mark.text, [...mark.values], mark.name);
    }
    if (head.letterId !== null) {
      await client.query(`update dead_letters set status = 'handled', closed_at = now() where id = $1`, [
        head.letterId,
      ]);
    }
    await settleKey(client, group, item.lane, { strict, leaseMs: this.leaseMs });
  }

  private async failed(item: ReceivedRecord, row: KeyRow, head: ParkedMessage, error: unknown): Promise<void> {
    const { metrics, reports, subscription, unitOfWork } = this.parts;
    const { policy } = subscription;
    const attempts = head.attempts + 1;
    const delayMs = isGivenUp(error, attempts, policy.retry.attempts) ? null : retryDelay(policy.retry, attempts);
    let isAside = false;
    await this.inLock(
      item.lane,
      async (now) => {
        isAside = now.last === row.last && (await isParked(unitOfWork.client(), head.id));
        if (isAside) await putAsideLocked(this.parts, item, { error, attempts, delayMs });
      },
      0,
    );
    // Another process was faster.
    if (!isAside) return;
    if (delayMs !== null) {
      reports.retry(item, attempts, delayMs, error);
      return;
    }
    reports.dead(item, attempts, holdsItsKey(policy, item), error);
    metrics.dead(item.labels, describeFailure(error).code);
  }

  private async wasHandled({ id }: ReceivedRecord): Promise<boolean> {
    const { client, group } = this.parts;
    return (await handledAmong(client, group, [id])).size > 0;
  }

  private async drop(item: ReceivedRecord, head: ParkedMessage): Promise<true> {
    const { metrics, unitOfWork } = this.parts;
    await this.inLock(item.lane, async () => void (await unpark(unitOfWork.client(), head.id)), this.leaseMs);
    metrics.duplicate(item.labels);
    return true;
  }

  private async inLock(lane: string, work: (row: KeyRow) => Promise<void>, leaseMs: number): Promise<void> {
    const { group, strict, unitOfWork } = this.parts;
    await unitOfWork.run(async () => {
      const client = unitOfWork.client();
      await work(await lockKey(client, group, lane));
      await settleKey(client, group, lane, { strict, leaseMs });
    });
  }
}
