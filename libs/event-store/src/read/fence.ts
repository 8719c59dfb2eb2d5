import { pause } from '@edda/kernel';
import type { SqlClient } from '../sql-client.js';

export const HEAD_SQL = `select case when is_called then last_value else 0 end as head, pg_is_in_recovery() as standby from events_position_seq`;

export const WRITERS_SQL = `
  select virtualtransaction as writer from pg_locks
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
 * Who keeps the answer must not outlive a crash of the server with it: positions that were drawn and rolled back may be
 * drawn again then.
 *
 * @param signal gives up the wait; the answer is then the last position known to be final
 * @throws Error on a standby, where the locks of the primary cannot be seen
 */
export async function finalPosition(client: SqlClient, known: number, signal?: AbortSignal): Promise<number> {
  const [row] = await client.query<{ head: string; standby: boolean }>(HEAD_SQL, [], 'edda-head');
  refuseStandby(row?.standby);
  const head = Number(row?.head ?? 0);
  if (head <= known) return known;
  const writers = new WritersOf(await writersNow(client));
  while (!writers.haveEnded) {
    if (signal?.aborted) return known;
    await writers.pause(signal);
    writers.keep(await writersNow(client));
  }
  return head;
}

/** Who was writing at one moment, and has not ended since. */
export class WritersOf {
  private writers: ReadonlySet<string>;
  private wait = 1;

  constructor(now: Iterable<string>) {
    this.writers = new Set(now);
  }

  get haveEnded(): boolean {
    return this.writers.size === 0;
  }

  keep(now: readonly string[]): void {
    this.writers = new Set(now.filter((writer) => this.writers.has(writer)));
  }

  /** From 1 to 20 ms, longer the longer they take. */
  async pause(signal?: AbortSignal): Promise<void> {
    await pause(this.wait, signal);
    this.wait = Math.min(20, this.wait * 1.5);
  }
}

export function refuseStandby(standby: boolean | undefined): void {
  if (!standby) return;
  throw new Error('The event log cannot be followed on a standby server: its locks do not show. Use the primary.');
}

async function writersNow(client: SqlClient): Promise<string[]> {
  return (await client.query<{ writer: string }>(WRITERS_SQL, [], 'edda-writers')).map(({ writer }) => writer);
}
