import { bury } from '../dead-letters/bury.js';
import { errorDetails, Fenced } from './failures.js';
import { handledAmong } from './inbox.js';
import type { KeyRow } from './key-row.js';
import { parkFailed } from './parked-message.js';
import type { ReceivedRecord } from './received-record.js';
import { lockKey, moveKey, settleKey } from './settle-key.js';
import type { SubscriptionParts } from './subscription-parts.js';

/** What becomes of a message that failed. */
export interface Setback {
  error: unknown;
  attempts: number;
  /** Until its next attempt, in milliseconds; null when there is none: it becomes a dead letter. */
  delayMs: number | null;
}

/**
 * Parks a message that failed, so that its key is held, or makes a dead letter of it, which holds its key or not.
 *
 * @param row of its key, as it was when the message was handed over
 * @returns false when the key has moved since: it must be decided about again
 */
export async function putAside(
  parts: SubscriptionParts,
  item: ReceivedRecord,
  row: KeyRow,
  setback: Setback,
): Promise<boolean> {
  const { group, unitOfWork } = parts;
  try {
    await unitOfWork.run(async () => {
      const client = unitOfWork.client();
      const now = await lockKey(client, group, item.lane);
      if (now.state === 'held' || (item.tracking === 'sequence' && now.last !== row.last)) throw new Fenced();
      if (item.tracking === 'inbox' && (await handledAmong(client, group, [item.id])).size > 0) throw new Fenced();
      await putAsideLocked(parts, item, setback);
      await settleKey(client, group, item.lane, parts);
    });
    return true;
  } catch (error) {
    if (error instanceof Fenced) return false;
    throw error;
  }
}

/** The same under the lock of its key, which is to be settled then; also for a message that lies parked already. */
export async function putAsideLocked(
  { group, unitOfWork, subscription }: SubscriptionParts,
  item: ReceivedRecord,
  { error, attempts, delayMs }: Setback,
): Promise<void> {
  const client = unitOfWork.client();
  const failure = errorDetails(error);
  if (delayMs !== null) {
    await parkFailed(client, group, item, { attempts, delayMs, failure, letterId: null });
    return;
  }
  const holdsKey = holdsItsKey(subscription.policy, item);
  const letterId = await bury(client, group, item, { error: failure, attempts, holdsKey });
  if (holdsKey && letterId !== null) {
    await parkFailed(client, group, item, { attempts, delayMs: 0, failure, letterId });
    return;
  }
  await client.query('delete from parked_messages where subscription = $1 and message_id = $2', [group, item.id]);
  if (item.tracking === 'sequence' && item.sequence !== null) await moveKey(client, group, item.lane, item.sequence);
  if (item.tracking !== 'inbox') return;
  await client.query('insert into inbox (subscription, message_id) values ($1, $2) on conflict do nothing', [
    group,
    item.id,
  ]);
}

/** Whether a dead letter of it would hold its key. */
export function holdsItsKey(
  { onDead, orderedBy, guarantee }: SubscriptionParts['subscription']['policy'],
  { lane }: ReceivedRecord,
): boolean {
  return onDead === 'hold' && orderedBy === 'key' && guarantee !== 'at-most-once' && !lane.startsWith('#');
}
