import { pause } from '@edda/kernel';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPEND_BATCH_SQL } from '../append/append-batch.sql.js';
import { APPEND_TO_STREAM_SQL } from '../append/append-to-stream.sql.js';
import { codeOf } from '../append/lost-connection.js';

const COLUMNS = {
  archived_at: 'timestamptz',
  first_version: 'bigint not null default 1',
};

const INDEXES = {
  events_by_category: 'events (category, position)',
  events_by_type: 'events (type, position)',
  events_by_tenant: 'events (tenant_id, position)',
  events_by_correlation: `events ((metadata ->> 'correlationId'), position)`,
  events_by_time: 'events using brin (recorded_at)',
};

/** Of the lock that lets one process at a time run this migration. */
const LOCK = `hashtextextended('migration:AppendInBatches1763000000000', 0)`;

/**
 * The append functions in their present form, what they look at of a stream, and an index for each way to read the log.
 *
 * It runs on a database in use: indexes are made without holding up the writers, which no transaction allows around it.
 * It may be interrupted anywhere, and run again.
 */
export class AppendInBatches1763000000000 implements MigrationInterface {
  readonly name = 'AppendInBatches1763000000000';
  readonly transaction = false;

  async up(queryRunner: QueryRunner): Promise<void> {
    // Not a wait inside the database: the snapshot of a waiting statement holds up a concurrent index until it ends.
    while (!(await ask(queryRunner, `pg_try_advisory_lock(${LOCK})`))) await pause(200);
    try {
      for (const [name, type] of Object.entries(COLUMNS)) await addColumn(queryRunner, name, type);
      await queryRunner.query(APPEND_TO_STREAM_SQL);
      await queryRunner.query(APPEND_BATCH_SQL);
      // It waits for the transactions that are under way, however long they take.
      await queryRunner.query('set lock_timeout = 0');
      for (const [name, on] of Object.entries(INDEXES)) await makeIndex(queryRunner, name, on);
    } finally {
      await queryRunner.query('reset lock_timeout');
      await queryRunner.query(`select pg_advisory_unlock(${LOCK})`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop function append_to_stream, append_batch');
    for (const name of Object.keys(INDEXES)) await queryRunner.query(`drop index concurrently if exists ${name}`);
    for (const name of Object.keys(COLUMNS)) await queryRunner.query(`alter table streams drop column ${name}`);
  }
}

/** Tries again and again for a moment: while it waits for the table, every writer waits behind it. */
async function addColumn(queryRunner: QueryRunner, name: string, type: string): Promise<void> {
  const known = `exists (select from pg_attribute where attrelid = 'streams'::regclass and attname = '${name}')`;
  await queryRunner.query('set lock_timeout = 200');
  while (!(await ask(queryRunner, known))) {
    try {
      await queryRunner.query(`alter table streams add column if not exists ${name} ${type}`);
    } catch (error) {
      if (codeOf(error) !== '55P03') throw error;
      await pause(500);
    }
  }
}

/** A run that was interrupted leaves an index behind that is written and never read: it is made again. */
async function makeIndex(queryRunner: QueryRunner, name: string, on: string): Promise<void> {
  if (
    await ask(queryRunner, `exists (select from pg_index where indexrelid = to_regclass('${name}') and not indisvalid)`)
  ) {
    await queryRunner.query(`drop index concurrently ${name}`);
  }
  await queryRunner.query(`create index concurrently if not exists ${name} on ${on}`);
}

async function ask(queryRunner: QueryRunner, condition: string): Promise<boolean> {
  const rows = (await queryRunner.query(`select ${condition} as answer`)) as { answer: boolean }[];
  return rows[0]?.answer === true;
}
