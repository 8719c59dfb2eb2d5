import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPEND_EVENTS_SQL } from '../append/append-events.sql.js';

/** The log, its streams, snapshots and checkpoints. */
export class CreateEventLog1760000000000 implements MigrationInterface {
  readonly name = 'CreateEventLog1760000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table streams (
        tenant_id text not null,
        stream_id text not null,
        category text not null,
        version bigint not null default 0,
        public_version bigint not null default 0,
        primary key (tenant_id, stream_id)
      )`);
    await queryRunner.query(`
      create table events (
        position bigint generated always as identity (cache 1) primary key,
        id uuid not null unique,
        kind text not null check (kind in ('event', 'command', 'reply')),
        tenant_id text not null,
        stream_id text not null,
        category text not null,
        version bigint check ((version is null) = (kind <> 'event')),
        previous_public bigint,
        type text not null,
        schema_version text not null,
        topic text,
        data json not null,
        metadata json not null,
        recorded_at timestamptz not null,
        unique (tenant_id, stream_id, version)
      )`);
    await queryRunner.query('create index events_to_publish on events (position) where topic is not null');
    await queryRunner.query(`
      create table snapshots (
        tenant_id text not null,
        stream_id text not null,
        version bigint not null,
        schema_version int not null,
        state json not null,
        taken_at timestamptz not null default now(),
        primary key (tenant_id, stream_id)
      )`);
    await queryRunner.query(`
      create table checkpoints (
        subscription text primary key,
        position bigint not null default 0,
        owner_epoch bigint not null default 0,
        updated_at timestamptz not null default now()
      )`);
    await queryRunner.query(APPEND_EVENTS_SQL);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop function append_events');
    await queryRunner.query('drop table checkpoints, snapshots, events, streams');
  }
}
