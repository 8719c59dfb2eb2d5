import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Messages that are given up until somebody decides about them. */
export class DeadLetters1764000000200 implements MigrationInterface {
  readonly name = 'DeadLetters1764000000200';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table if not exists dead_letters (
        id uuid primary key,
        subscription text not null,
        message_id text not null,
        lane text not null,
        key text not null,
        type text,
        tenant_id text,
        correlation_id text,
        record json not null,
        status text not null check (status in ('dead', 'redriven', 'handled', 'discarded')),
        holds_key boolean not null,
        code text not null,
        message text not null,
        error_class text not null,
        stack text,
        attempts int not null,
        died_at timestamptz not null default now(),
        edited_at timestamptz,
        edited_by text,
        redrives int not null default 0,
        rounds jsonb not null default '[]',
        note text,
        closed_at timestamptz,
        copy_due_at timestamptz default now(),
        unique (subscription, message_id)
      )`);
    await queryRunner.query(
      'create index if not exists dead_letters_status on dead_letters (subscription, status, id)',
    );
    await queryRunner.query(
      'create index if not exists dead_letters_copy on dead_letters (subscription) where copy_due_at is not null',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table if exists dead_letters');
  }
}
