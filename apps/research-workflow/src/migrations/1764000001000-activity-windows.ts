import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The read model of the events of all contexts, by type and minute. */
export class ActivityWindows1764000001000 implements MigrationInterface {
  readonly name = 'ActivityWindows1764000001000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table if not exists activity_windows (
        tenant_id text not null,
        type text not null,
        window_start timestamptz not null,
        context text not null,
        events int not null,
        outcomes int not null,
        failed int not null,
        duration_average double precision,
        duration_p95 double precision,
        is_closed boolean not null,
        primary key (tenant_id, type, window_start)
      )`);
    await queryRunner.query('create index if not exists activity_windows_age on activity_windows (window_start)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table activity_windows');
  }
}
