import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where the events of archived streams lie, and an index to find the streams of a category. */
export class StreamLifeCycle1763000000400 implements MigrationInterface {
  readonly name = 'StreamLifeCycle1763000000400';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table if not exists archived_events (
        position bigint primary key,
        id uuid not null unique,
        kind text not null,
        tenant_id text not null,
        stream_id text not null,
        category text not null,
        version bigint,
        previous_public bigint,
        type text not null,
        schema_version text not null,
        topic text,
        data json not null,
        metadata json not null,
        recorded_at timestamptz not null,
        unique (tenant_id, stream_id, version)
      )`);
    await queryRunner.query(
      'create index if not exists streams_by_category on streams (category, tenant_id, stream_id)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index streams_by_category');
    await queryRunner.query('drop table archived_events');
  }
}
