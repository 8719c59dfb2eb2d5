import type { SqlClient } from '@edda/event-store';
import type { BrokerRecord } from '../broker/broker.js';
import type { DeliveryFailure } from './failures.js';

export interface ParkedMessage {
  id: number;
  key: string;
  record: BrokerRecord;
  attempts: number;
}

/**
 * The messages that one subscription had to put aside: a failing one, and behind it those of its key, in order. A key
 * with a parked message is held; other keys go on.
 */
export class ParkedMessages {
  constructor(
    private readonly client: SqlClient,
    private readonly subscription: string,
  ) {}

  async heldKeys(keys: readonly string[]): Promise<Set<string>> {
    const rows = await this.client.query<{ key: string }>(
      'select distinct key from parked_messages where subscription = $1 and key = any($2)',
      [this.subscription, keys],
    );
    return new Set(rows.map((row) => row.key));
  }

  /** Puts a message behind the one that holds its key. */
  async wait(messageId: string, record: BrokerRecord): Promise<void> {
    await this.insert(messageId, record, 'waiting', 0, 0, null);
  }

  /** Puts a failing message aside, to be tried again after a delay (milliseconds). */
  async retryLater(
    messageId: string,
    record: BrokerRecord,
    attempts: number,
    delay: number,
    failure: DeliveryFailure,
  ): Promise<void> {
    await this.insert(messageId, record, 'retrying', attempts, delay, failure);
  }

  /** Puts a message aside for good: its key stays held until somebody redrives or discards it. */
  async bury(messageId: string, record: BrokerRecord, attempts: number, failure: DeliveryFailure): Promise<void> {
    await this.insert(messageId, record, 'dead', attempts, 0, failure);
  }

  /** Whether there is anything to be tried again, now or later. */
  async someWait(): Promise<boolean> {
    const rows = await this.client.query(
      `select from parked_messages where subscription = $1 and status <> 'dead' limit 1`,
      [this.subscription],
    );
    return rows.length > 0;
  }

  /** The first message of each held key, where its time has come. */
  async due(limit: number): Promise<ParkedMessage[]> {
    const rows = await this.client.query<{ id: string; key: string; record: StoredRecord; attempts: number }>(
      `select id, key, record, attempts
         from (select distinct on (key) id, key, record, attempts, status, next_attempt_at
                 from parked_messages where subscription = $1 order by key, id) as head
        where status <> 'dead' and next_attempt_at <= now()
        order by id limit $2`,
      [this.subscription, limit],
    );
    return rows.map((row) => ({ ...row, id: Number(row.id), record: revive(row.record) }));
  }

  /**
   * Takes a due message on for a while (milliseconds), so that other instances leave it alone meanwhile.
   *
   * @returns false when another instance has it or it is gone
   */
  async claim(id: number, lease: number): Promise<boolean> {
    const rows = await this.client.query(
      `with claimed as (
         update parked_messages set next_attempt_at = now() + $2::float * interval '1 millisecond'
          where id = $1 and status <> 'dead' and next_attempt_at <= now() returning 1
       ) select 1 from claimed`,
      [id, lease],
    );
    return rows.length > 0;
  }

  async remove(id: number): Promise<void> {
    await this.client.query('delete from parked_messages where id = $1', [id]);
  }

  async failedAgain(id: number, delay: number | null, failure: DeliveryFailure): Promise<void> {
    await this.client.query(
      `update parked_messages
          set status = case when $2::float is null then 'dead' else 'retrying' end, attempts = attempts + 1,
              next_attempt_at = now() + coalesce($2::float, 0) * interval '1 millisecond',
              error_code = $3, error_message = $4
        where id = $1`,
      [id, delay, failure.code, failure.message],
    );
  }

  private async insert(
    messageId: string,
    record: BrokerRecord,
    status: 'waiting' | 'retrying' | 'dead',
    attempts: number,
    delay: number,
    failure: DeliveryFailure | null,
  ): Promise<void> {
    await this.client.query(
      `insert into parked_messages
         (subscription, key, message_id, record, status, attempts, next_attempt_at, error_code, error_message)
       values ($1, $2, $3, $4, $5, $6, now() + $7::float * interval '1 millisecond', $8, $9)
       on conflict (subscription, message_id) do nothing`,
      [
        this.subscription,
        record.key,
        messageId,
        JSON.stringify(record),
        status,
        attempts,
        delay,
        failure?.code ?? null,
        failure?.message ?? null,
      ],
    );
  }
}

type StoredRecord = Omit<BrokerRecord, 'timestamp'> & { timestamp: string };

function revive(record: StoredRecord): BrokerRecord {
  return { ...record, timestamp: new Date(record.timestamp) };
}
