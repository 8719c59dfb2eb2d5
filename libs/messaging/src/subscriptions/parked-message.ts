import type { SqlClient } from '@edda/event-store';
import type { BrokerRecord } from '../broker/broker.js';
import type { DeliveryFailure } from './failures.js';
import { storable } from './storable-text.js';
import type { ReceivedRecord } from './received-record.js';

/** A message that was put aside. */
export interface ParkedMessage {
  id: string;
  record: BrokerRecord;
  status: 'waiting' | 'gap' | 'retrying' | 'dead';
  attempts: number;
  sequence: number | null;
  /** Until its next attempt, in milliseconds. */
  dueInMs: number;
  letterId: string | null;
}

/** How many messages of a subscription are parked, by why. */
export interface ParkedCounts {
  waiting: number;
  gap: number;
  retrying: number;
  dead: number;
}

/** As JSON. */
export type StoredRecord = Omit<BrokerRecord, 'timestamp'> & { timestamp: string };

/** A record as it was stored. */
export function revive(record: StoredRecord): BrokerRecord {
  return { ...record, timestamp: new Date(record.timestamp) };
}

/** The first message parked of a key. */
export async function headOf(client: SqlClient, subscription: string, lane: string): Promise<ParkedMessage | null> {
  const [row] = await client.query<{
    id: string;
    record: StoredRecord;
    status: ParkedMessage['status'];
    attempts: number;
    sequence: string | null;
    due_in_ms: number;
    letter_id: string | null;
  }>(
    `select id, record, status, attempts, sequence, letter_id,
            (extract(epoch from next_attempt_at - now()) * 1000)::float as due_in_ms
       from parked_messages where subscription = $1 and lane = $2 order by place, id limit 1`,
    [subscription, lane],
    'edda-parked-head',
  );
  if (!row) return null;
  const { id, status, attempts, sequence, due_in_ms, letter_id } = row;
  return {
    id,
    record: revive(row.record),
    status,
    attempts,
    sequence: sequence === null ? null : Number(sequence),
    dueInMs: due_in_ms,
    letterId: letter_id,
  };
}

/** Parks a message as one that failed, under the lock of its key; also one that was parked for another reason. */
export async function parkFailed(
  client: SqlClient,
  subscription: string,
  item: ReceivedRecord,
  state: { attempts: number; delayMs: number; failure: DeliveryFailure; letterId: string | null },
): Promise<void> {
  const { record, lane, id, tracking, sequence, previous, startsHistory } = item;
  const { attempts, delayMs, failure, letterId } = state;
  const isSequenced = tracking === 'sequence';
  await client.query(
    `insert into parked_messages
       (subscription, key, lane, message_id, record, sequence, previous, starts_history, place, status, attempts,
        next_attempt_at, error_code, error_message, letter_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8,
             coalesce($6, (select max(place) from parked_messages where subscription = $1 and lane = $3), 0),
             case when $13::uuid is null then 'retrying' else 'dead' end, $9,
             now() + $10::float * interval '1 millisecond', $11, $12, $13)
     on conflict (subscription, message_id) do update
       set lane = excluded.lane, status = excluded.status, attempts = excluded.attempts,
           next_attempt_at = excluded.next_attempt_at, error_code = excluded.error_code,
           error_message = excluded.error_message, letter_id = coalesce(excluded.letter_id, parked_messages.letter_id)`,
    [
      subscription,
      storable(record.key),
      lane,
      id,
      JSON.stringify(record),
      isSequenced ? sequence : null,
      isSequenced ? previous : null,
      startsHistory,
      attempts,
      delayMs,
      failure.code,
      failure.message,
      letterId,
    ],
    'edda-park-failed',
  );
}

export async function isParked(client: SqlClient, id: string): Promise<boolean> {
  const rows = await client.query('select from parked_messages where id = $1', [id], 'edda-is-parked');
  return rows.length > 0;
}

export async function unpark(client: SqlClient, id: string): Promise<boolean> {
  const rows = await client.query(
    'with gone as (delete from parked_messages where id = $1 returning 1) select 1 from gone',
    [id],
    'edda-unpark',
  );
  return rows.length > 0;
}

/** @returns also how many a version before has parked, which knew nothing of lanes */
export async function countParked(
  client: SqlClient,
  subscription: string,
): Promise<{ counts: ParkedCounts; withoutLane: number }> {
  const rows = await client.query<{ status: keyof ParkedCounts; count: number; without_lane: number }>(
    `select status, count(*)::int as count, (count(*) - count(lane))::int as without_lane
       from parked_messages where subscription = $1 group by status`,
    [subscription],
    'edda-count-parked',
  );
  const counts: ParkedCounts = { waiting: 0, gap: 0, retrying: 0, dead: 0 };
  for (const { status, count } of rows) counts[status] = count;
  return { counts, withoutLane: rows.reduce((sum, row) => sum + row.without_lane, 0) };
}
