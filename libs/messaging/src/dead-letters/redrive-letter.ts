import type { SqlClient } from '@edda/event-store';
import { ownLane } from '../subscriptions/received-record.js';
import type { DeadLetterRow, StoredRound } from './dead-letter-row.js';

/** Earlier ones are left out. */
const MAX_ROUNDS = 50;

/** Under the locks of its key and the letter. */
export async function redriveLocked(client: SqlClient, row: DeadLetterRow, by: string | null): Promise<void> {
  const { id, code, message, attempts, died_at, edited_at, rounds } = row;
  const round: StoredRound = {
    code,
    message,
    attempts,
    diedAt: died_at.toISOString(),
    redrivenAt: new Date().toISOString(),
    redrivenBy: by,
    edited: edited_at !== null && edited_at > died_at,
  };
  await client.query(
    `update dead_letters set status = 'redriven', redrives = redrives + 1, rounds = $2::jsonb where id = $1`,
    [id, JSON.stringify([...rounds, round].slice(-MAX_ROUNDS))],
  );
  await (row.holds_key ? redriveInPlace(client, row) : redriveAlone(client, row));
}

/** It is the first parked message of its key; the drain of the key goes on with it. */
async function redriveInPlace(client: SqlClient, { id, subscription, lane }: DeadLetterRow): Promise<void> {
  await client.query(
    `update parked_messages set status = 'retrying', attempts = 0, next_attempt_at = now() where letter_id = $1`,
    [id],
  );
  await client.query('update subscription_keys set due_at = now() where subscription = $1 and key = $2', [
    subscription,
    lane,
  ]);
}

/** Its key has gone on without it: it gets a lane of its own. */
async function redriveAlone(client: SqlClient, row: DeadLetterRow): Promise<void> {
  const { id, subscription, message_id, key, record } = row;
  const lane = ownLane(message_id);
  await client.query(
    `insert into parked_messages (subscription, key, lane, message_id, record, status, letter_id)
     values ($1, $2, $3, $4, $5, 'retrying', $6)
     on conflict (subscription, message_id) do update
       set lane = excluded.lane, status = excluded.status, attempts = 0, next_attempt_at = now(), letter_id = excluded.letter_id`,
    [subscription, key, lane, message_id, JSON.stringify(record), id],
  );
  await client.query(
    `insert into subscription_keys (subscription, key, state, due_at) values ($1, $2, 'held', now())
     on conflict (subscription, key) do update set state = 'held', due_at = now()`,
    [subscription, lane],
  );
}
