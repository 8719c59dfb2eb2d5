import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each subscription has handled, and what it had to put aside. */
export class CreateInbox1760000000100 implements MigrationInterface {
  readonly name = 'CreateInbox1760000000100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table inbox (
        subscription text not null,
        message_id uuid not null,
        handled_at timestamptz not null default now(),
        primary key (subscription, message_id)
      )`);
    await queryRunner.query('create index inbox_age on inbox using brin (handled_at)');
    await queryRunner.query(`
      create table parked_messages (
        id bigint generated always as identity primary key,
        subscription text not null,
        key text not null,
        message_id text not null,
        record json not null,
        status text not null check (status in ('retrying', 'waiting', 'dead')),
        attempts int not null default 0,
        next_attempt_at timestamptz not null default now(),
        error_code text,
        error_message text,
        parked_at timestamptz not null default now(),
        unique (subscription, message_id)
      )`);
    await queryRunner.query('create index parked_messages_key on parked_messages (subscription, key, id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table parked_messages, inbox');
  }
}
