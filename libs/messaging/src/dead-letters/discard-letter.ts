import type { SqlClient } from '@edda/event-store';
import { isUuid } from '@edda/kernel';
import { moveKey } from '../subscriptions/settle-key.js';
import type { DeadLetterRow } from './dead-letter-row.js';

/** Under the locks of its key and the letter. */
export async function discardLocked(client: SqlClient, row: DeadLetterRow, note: string): Promise<void> {
  const { id, subscription, message_id, lane, holds_key } = row;
  await client.query(`update dead_letters set status = 'discarded', note = $2, closed_at = now() where id = $1`, [
    id,
    note,
  ]);
  if (!holds_key) return;
  const [parked] = await client.query<{ sequence: string | null }>(
    'delete from parked_messages where letter_id = $1 returning sequence',
    [id],
  );
  if (parked?.sequence != null) await moveKey(client, subscription, lane, Number(parked.sequence));
  else if (isUuid(message_id)) {
    await client.query('insert into inbox (subscription, message_id) values ($1, $2) on conflict do nothing', [
      subscription,
      message_id,
    ]);
  }
  // What is parked behind it is looked at by the subscription, which knows what may be missing.
  await client.query('update subscription_keys set due_at = now() where subscription = $1 and key = $2', [
    subscription,
    lane,
  ]);
}
