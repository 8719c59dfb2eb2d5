import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Messages of the log that the broker does not take, and those of their streams that wait behind them. One of each key is
 * the head: `refused` for good until somebody asks for it to be sent again or discarded, `retrying` by itself.
 */
export class RefusedRecords1764000000400 implements MigrationInterface {
  readonly name = 'RefusedRecords1764000000400';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table if not exists refused_records (
        id bigint generated always as identity primary key,
        position bigint not null unique,
        key text not null,
        message json not null,
        status text not null check (status in ('refused', 'retrying', 'waiting')),
        error_code text,
        error_message text,
        attempts int not null default 0,
        next_attempt_at timestamptz,
        request text check (request in ('resend', 'discard')),
        note text,
        refused_at timestamptz not null default now()
      )`);
    await queryRunner.query('create index if not exists refused_records_key on refused_records (key, position)');
    await queryRunner.query(`
      create unique index if not exists refused_records_head on refused_records (key) where status <> 'waiting'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table refused_records');
  }
}
