import { bury } from '../dead-letters/bury.js';
import { revive, type StoredRecord } from './parked-message.js';
import { received } from './received-record.js';
import { lockKey, settleKey } from './settle-key.js';
import type { SubscriptionParts } from './subscription-parts.js';

const BATCH = 200;

interface StrayMessage {
  id: string;
  record: StoredRecord;
  status: string;
  attempts: number;
  error_code: string | null;
  error_message: string | null;
}

/** Gives what a version before has parked its lane, and makes letters of what it gave up; in the order it was parked. */
export async function adoptParked(parts: SubscriptionParts): Promise<void> {
  const { client, group } = parts;
  for (;;) {
    const strays = await client.query<StrayMessage>(
      `select id, record, status, attempts, error_code, error_message
         from parked_messages where subscription = $1 and lane is null order by id limit $2`,
      [group, BATCH],
    );
    for (const stray of strays) await adopt(parts, stray);
    if (strays.length < BATCH) return;
  }
}

async function adopt(parts: SubscriptionParts, stray: StrayMessage): Promise<void> {
  const { group, subscription, unitOfWork } = parts;
  const item = received(revive(stray.record), subscription);
  const { lane, tracking, sequence, previous } = item;
  const error = {
    code: stray.error_code ?? 'INTERNAL',
    message: stray.error_message ?? '',
    errorClass: 'Error',
    stack: null,
  };
  await unitOfWork.run(async () => {
    const client = unitOfWork.client();
    await lockKey(client, group, lane);
    const isDead = stray.status === 'dead';
    const letterId = isDead
      ? await bury(client, group, item, { error, attempts: stray.attempts, holdsKey: true })
      : null;
    const isSequenced = tracking === 'sequence';
    await client.query(
      `update parked_messages
          set lane = $2, sequence = $3, previous = $4, letter_id = $5,
              place = coalesce($3, (select max(place) from parked_messages where subscription = $6 and lane = $2), 0)
        where id = $1 and lane is null`,
      [stray.id, lane, isSequenced ? sequence : null, isSequenced ? previous : null, letterId, group],
    );
    await settleKey(client, group, lane, parts);
  });
}
