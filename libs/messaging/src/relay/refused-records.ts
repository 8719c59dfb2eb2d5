import type { RecordedJson, SqlClient } from '@edda/event-store';
import { EddaError } from '@edda/kernel';
import { keyOf, type PutAside, type RefusedRecord, type RefusedStatus } from './refused-record.js';

/** Messages that lie aside at most, in one service: then the relay stops instead, so that they do not fill the database. */
const MAX_ASIDE = 10_000;
/** Before something that has nobody to take it is tried again, in milliseconds; it doubles up to 30 s. */
const RETRY_MS = 1_000;
/** Characters kept of an error's message. */
const MAX_REASON = 2_000;

/** How many messages lie aside. */
export type RefusedCounts = Readonly<Record<RefusedStatus, number>>;

/** What was put aside by the relay of a service, in its database. */
export class RefusedRecords {
  constructor(private readonly client: SqlClient) {}

  /** Those of the keys under which something lies aside. */
  async heldKeys(keys: () => Iterable<string>): Promise<Set<string>> {
    const some = await this.client.query('select 1 from refused_records limit 1', [], 'edda-refused-some');
    if (some.length === 0) return new Set();
    const rows = await this.client.query<{ key: string }>(
      'select distinct key from refused_records where key = any($1::text[])',
      [[...new Set(keys())]],
    );
    return new Set(rows.map(({ key }) => key));
  }

  /**
   * Puts messages aside, in a transaction.
   *
   * @param held keys that were held before: what waits there needs a head still, else it would wait for ever
   * @throws EddaError `RELAY.KEY_RELEASED` when one was released meanwhile, `RELAY.TOO_MANY_REFUSED`
   */
  async putAside(aside: readonly PutAside[], held: ReadonlySet<string>): Promise<void> {
    const waitsFor = [...held].sort();
    const heads = await this.client.query<{ key: string }>(
      `select key from refused_records where key = any($1::text[]) and status <> 'waiting' order by key for key share`,
      [waitsFor],
    );
    if (heads.length < waitsFor.length) {
      throw new EddaError(
        'conflict',
        'RELAY.KEY_RELEASED',
        'What was put aside has just been sent: publish it all again.',
      );
    }
    const [{ count } = { count: 0 }] = await this.client.query<{ count: number }>(
      'select count(*)::int as count from refused_records',
    );
    if (count + aside.length > MAX_ASIDE) {
      throw new EddaError(
        'unavailable',
        'RELAY.TOO_MANY_REFUSED',
        `${count} messages lie aside that the broker refused, at most ${MAX_ASIDE} may: see "npm run topics -- refused list".`,
      );
    }
    const column = <T>(of: (one: PutAside) => T): T[] => aside.map(of);
    await this.client.query(
      `insert into refused_records (position, key, message, status, error_code, error_message, attempts, next_attempt_at)
       select position, key, message::json, status, code, reason, case when status = 'waiting' then 0 else 1 end,
              case when status = 'retrying' then clock_timestamp() + $7 * interval '1 ms' end
         from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
              as r (position, key, message, status, code, reason)
        order by position
       on conflict (position) do nothing`,
      [
        column(({ message }) => message.position),
        column(({ message }) => keyOf(message)),
        column(({ message }) => JSON.stringify(message)),
        column(({ status }) => status),
        column(({ error }) => error?.code ?? null),
        column(({ error }) => (error ? storable(error.message) : null)),
        RETRY_MS,
      ],
    );
  }

  /** Heads that are to be sent again now, or discarded. */
  async due(limit: number): Promise<number[]> {
    const rows = await this.client.query<{ id: string }>(
      `select id from refused_records
        where status <> 'waiting' and (request is not null or next_attempt_at <= clock_timestamp()) order by id limit $1`,
      [limit],
      'edda-refused-due',
    );
    return rows.map(({ id }) => Number(id));
  }

  /**
   * A head with some of what waits behind it, in a transaction: nobody else sends them, and nothing is put behind them,
   * until that ends. Empty when somebody else has it.
   */
  async take(id: number, limit: number): Promise<RefusedRecord[]> {
    const [head] = await this.client.query<Row>(
      `select * from refused_records where id = $1 and status <> 'waiting' for update skip locked`,
      [id],
    );
    if (!head) return [];
    // A statement of its own: what was put behind the head before it was locked must be seen.
    const behind = await this.client.query<Row>(
      `select * from refused_records where key = $1 and id <> $2 order by position limit $3`,
      [head.key, id, limit - 1],
    );
    return [head, ...behind].map(refusedRecord);
  }

  /** Afterwards, in the same transaction: what was sent is gone, what was refused again is the head. */
  async settle(key: string, sent: readonly number[], again: PutAside | undefined): Promise<void> {
    await this.client.query('delete from refused_records where id = any($1::bigint[])', [sent]);
    if (again?.error) {
      await this.client.query(
        `update refused_records
            set status = $2, error_code = $3, error_message = $4, attempts = attempts + 1, request = null,
                next_attempt_at = case when $2 = 'retrying'
                  then clock_timestamp() + least(30000, $5 * 2 ^ least(attempts, 10)) * interval '1 ms' end
          where position = $1`,
        [again.message.position, again.status, again.error.code, storable(again.error.message), RETRY_MS],
      );
      return;
    }
    await this.client.query(
      `update refused_records set status = 'retrying', next_attempt_at = clock_timestamp()
        where id = (select id from refused_records where key = $1 order by position limit 1)`,
      [key],
    );
  }

  async counts(): Promise<RefusedCounts> {
    const rows = await this.client.query<{ status: RefusedStatus; count: number }>(
      'select status, count(*)::int as count from refused_records group by status',
    );
    const counts = Object.fromEntries(rows.map(({ status, count }) => [status, count]));
    return { refused: 0, retrying: 0, waiting: 0, ...counts };
  }

  /** In the order of the log; heads alone unless `waiting` is wanted too. */
  async list({ limit, waiting = false }: { limit: number; waiting?: boolean }): Promise<RefusedRecord[]> {
    const rows = await this.client.query<Row>(
      `select * from refused_records where $2 or status <> 'waiting' order by position limit $1`,
      [limit, waiting],
    );
    return rows.map(refusedRecord);
  }

  async get(id: number): Promise<RefusedRecord | null> {
    const [row] = await this.client.query<Row>('select * from refused_records where id = $1', [id]);
    return row ? refusedRecord(row) : null;
  }

  /** How many wait behind a head. */
  async behind(key: string): Promise<number> {
    const [row] = await this.client.query<{ count: number }>(
      `select count(*)::int as count from refused_records where key = $1 and status = 'waiting'`,
      [key],
    );
    return row?.count ?? 0;
  }

  /**
   * Asks the relay to send a refused message again, then what waits behind it.
   *
   * @param id of a head; null for all of them
   * @returns the ids of those it will send
   */
  async requestResend(id: number | null): Promise<number[]> {
    return this.request(id, 'resend', null);
  }

  /** Asks the relay to give a refused message up; receivers get a placeholder, then what waits behind it. */
  async requestDiscard(id: number, note: string): Promise<number[]> {
    return this.request(id, 'discard', note);
  }

  private async request(id: number | null, request: string, note: string | null): Promise<number[]> {
    const rows = await this.client.query<{ id: string }>(
      `with asked as (
         update refused_records set request = $2, note = coalesce($3, note)
          where status <> 'waiting' and ($1::bigint is null or id = $1) returning id
       ) select id from asked order by id`,
      [id, request, note],
    );
    return rows.map((row) => Number(row.id));
  }
}

/** What the database holds of a text: it knows no NUL, which data quoted in an error may have. */
function storable(text: string): string {
  return text.replaceAll('\0', '\ufffd').slice(0, MAX_REASON);
}

interface Row {
  id: string;
  key: string;
  message: Omit<RecordedJson, 'recordedAt'> & { recordedAt: string };
  status: RefusedStatus;
  error_code: string | null;
  error_message: string | null;
  attempts: number;
  next_attempt_at: Date | null;
  request: 'resend' | 'discard' | null;
  note: string | null;
  refused_at: Date;
}

function refusedRecord(row: Row): RefusedRecord {
  const { id, key, message, status, attempts, request, note } = row;
  return {
    id: Number(id),
    status,
    key,
    message: { ...message, recordedAt: new Date(message.recordedAt) },
    code: row.error_code,
    reason: row.error_message,
    attempts,
    nextAttemptAt: row.next_attempt_at,
    request,
    note,
    refusedAt: row.refused_at,
  };
}
