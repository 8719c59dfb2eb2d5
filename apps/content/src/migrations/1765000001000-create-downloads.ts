import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What callers see of downloads, and who holds which stored file. */
export class CreateDownloads1765000001000 implements MigrationInterface {
  readonly name = 'CreateDownloads1765000001000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table download_views (
        download_id uuid primary key,
        tenant_id text not null,
        correlation_id uuid not null,
        status text not null,
        kind text not null,
        url text not null,
        requested_name text,
        metadata json,
        user_id text,
        file_path text,
        file_name text,
        file_size bigint,
        mime_type text,
        sha256 text,
        scan text,
        width int,
        height int,
        optimised boolean,
        failure_code text,
        failure_detail text,
        retryable boolean,
        requested_at timestamptz not null,
        ended_at timestamptz
      )`);
    await queryRunner.query(
      'create index download_views_page on download_views (tenant_id, requested_at, download_id)',
    );
    await queryRunner.query(`
      create table download_blobs (
        reference text not null,
        download_id uuid not null,
        primary key (reference, download_id)
      )`);
    await queryRunner.query('create index download_blobs_download on download_blobs (download_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table download_blobs, download_views');
  }
}
