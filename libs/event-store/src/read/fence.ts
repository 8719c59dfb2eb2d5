import { pause } from '@edda/kernel';
import type { SqlClient } from '../sql-client.js';

const HEAD_SQL = `select case when is_called then last_value else 0 end as head from events_position_seq`;

const WRITERS_SQL = `
  select virtualtransaction from pg_locks
   where locktype = 'relation' and mode = 'RowExclusiveLock'
     and relation = 'events'::regclass
     and database = (select oid from pg_database where datname = current_database())`;

/**
 * The highest position up to which the log is final: no transaction will commit an event at or below it any more.
 *
 * A position is drawn before its transaction commits, so a plain `position > x` skips events that commit late. Three
 * separate statements, in this order: the sequence's head H; who holds the lock that every writer of `events` takes
 * before it draws a position; wait until each of those has ended. What is drawn later lies above H.
 *
 * @param signal gives up the wait; the answer is then the last position known to be final
 */
export async function finalPosition(client: SqlClient, known: number, signal?: AbortSignal): Promise<number> {
  const head = Number((await client.query<{ head: string }>(HEAD_SQL))[0]?.head ?? 0);
  if (head <= known) return known;
  let writers = await writersNow(client);
  while (writers.size > 0) {
    if (signal?.aborted) return known;
    await pause(2, signal);
    writers = intersection(writers, await writersNow(client));
  }
  return head;
}

/** @throws Error on a standby, where the locks of the primary cannot be seen */
export async function refuseStandby(client: SqlClient): Promise<void> {
  const rows = await client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby');
  if (rows[0]?.standby) {
    throw new Error('The event log cannot be followed on a standby server: its locks do not show. Use the primary.');
  }
}

async function writersNow(client: SqlClient): Promise<Set<string>> {
  const rows = await client.query<{ virtualtransaction: string }>(WRITERS_SQL);
  return new Set(rows.map((row) => row.virtualtransaction));
}

function intersection(left: Set<string>, right: Set<string>): Set<string> {
  return new Set([...left].filter((item) => right.has(item)));
}
