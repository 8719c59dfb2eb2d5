import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CHECK_PROJECTIONS_SQL } from '../projection/check-projections.sql.js';

/** The versions of projections, how each is kept, and the processes that were built for it. */
export class VersionedProjections1763000000200 implements MigrationInterface {
  readonly name = 'VersionedProjections1763000000200';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table if not exists projections (
        name text not null,
        version int not null check (version > 0),
        mode text not null check (mode in ('inline', 'async')),
        status text not null check (status in ('catching-up', 'inline', 'async', 'retired')),
        types text[] not null,
        tables text[] not null,
        replay_until bigint not null default 0,
        changed_at timestamptz not null default now(),
        outsiders_until timestamptz,
        belief text generated always as (name || '@' || version::text || ':' || status) stored unique,
        primary key (name, version)
      )`);
    await queryRunner.query(`
      create table if not exists projection_processes (
        name text not null,
        version int not null,
        process_id uuid not null,
        seen_until timestamptz not null,
        primary key (name, version, process_id)
      )`);
    await queryRunner.query(`
      create table if not exists projection_rebuilds (
        name text not null,
        version int not null,
        handled bigint not null default 0,
        attempt bigint not null default 0,
        started_at timestamptz not null default now(),
        primary key (name, version)
      )`);
    await queryRunner.query(CHECK_PROJECTIONS_SQL);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop function check_projections');
    await queryRunner.query('drop table projection_rebuilds, projection_processes, projections');
  }
}
