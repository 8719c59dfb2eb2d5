import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPEND_TO_STREAM_SQL } from '../append/append-to-stream.sql.js';

/** The append functions in their present form, and an index for each way to read the log. */
export class AppendInBatches1763000000000 implements MigrationInterface {
  readonly name = 'AppendInBatches1763000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table streams
        add column if not exists archived_at timestamptz,
        add column if not exists first_version bigint not null default 1`);
    await queryRunner.query(APPEND_TO_STREAM_SQL);
    await queryRunner.query('create index if not exists events_by_category on events (category, position)');
    await queryRunner.query('create index if not exists events_by_type on events (type, position)');
    await queryRunner.query('create index if not exists events_by_tenant on events (tenant_id, position)');
    await queryRunner.query(
      `create index if not exists events_by_correlation on events ((metadata ->> 'correlationId'), position)`,
    );
    await queryRunner.query('create index if not exists events_by_time on events using brin (recorded_at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop function append_to_stream');
    await queryRunner.query(
      'drop index events_by_category, events_by_type, events_by_tenant, events_by_correlation, events_by_time',
    );
  }
}
