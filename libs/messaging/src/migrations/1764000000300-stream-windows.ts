import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The state of streams: how far event time has come, what waits to be merged, and the windows whose state is kept. */
export class StreamWindows1764000000300 implements MigrationInterface {
  readonly name = 'StreamWindows1764000000300';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table if not exists stream_pipelines (
        pipeline text primary key,
        definition json not null,
        watermark timestamptz,
        windows int not null default 0,
        late bigint not null default 0,
        refused bigint not null default 0,
        used_at timestamptz not null
      )`);
    await queryRunner.query(`
      create table if not exists stream_partitions (
        pipeline text not null,
        topic text not null,
        partition int not null,
        event_time timestamptz,
        heard_at timestamptz not null,
        primary key (pipeline, topic, partition)
      )`);
    await queryRunner.query(`
      create table if not exists stream_entries (
        id bigint generated always as identity primary key,
        pipeline text not null,
        tenant_id text not null,
        key text not null,
        event_time timestamptz not null,
        state json not null,
        value json,
        is_late boolean not null default false,
        failures int not null default 0,
        retry_at timestamptz
      )`);
    await queryRunner.query('create index if not exists stream_entries_next on stream_entries (pipeline, is_late, id)');
    await queryRunner.query(`
      create table if not exists stream_windows (
        pipeline text not null,
        tenant_id text not null,
        key text not null,
        window_start timestamptz not null,
        window_end timestamptz not null,
        state json not null,
        is_changed boolean not null,
        is_closed boolean not null,
        revision int not null,
        emitted json not null,
        failures int not null default 0,
        retry_at timestamptz,
        primary key (pipeline, tenant_id, key, window_start)
      )`);
    await queryRunner.query(`
      create index if not exists stream_windows_due on stream_windows (pipeline, window_end)
        where is_changed or not is_closed`);
    await queryRunner.query(`
      create index if not exists stream_windows_age on stream_windows (pipeline, window_end)
        where is_closed and not is_changed`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table stream_windows, stream_entries, stream_partitions, stream_pipelines');
  }
}
