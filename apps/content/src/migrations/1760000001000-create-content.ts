import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The read models of the content service: what callers see, and the full-text index. */
export class CreateContent1760000001000 implements MigrationInterface {
  readonly name = 'CreateContent1760000001000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table content_views (
        content_id uuid primary key,
        tenant_id text not null,
        correlation_id uuid not null,
        last_event_id uuid not null,
        status text not null,
        source text not null,
        origin text not null,
        url text,
        file_name text,
        file_url text,
        mime_type text,
        file_size int,
        sha256 text,
        text_sha256 text,
        text_length int,
        sentence_count int,
        title text,
        language text,
        keywords text[] not null default '{}',
        excerpt text,
        reason_code text,
        reason_detail text,
        created_at timestamptz not null,
        completed_at timestamptz
      )`);
    await queryRunner.query('create index content_views_page on content_views (tenant_id, created_at, content_id)');
    await queryRunner.query('create index content_views_correlation on content_views (correlation_id)');
    await queryRunner.query(`
      create table content_sentences (
        content_id uuid primary key references content_views (content_id) on delete cascade,
        bounds int[] not null
      )`);
    // A tsvector holds at most 1 MiB, so a text is indexed in pieces.
    await queryRunner.query(`
      create table content_passages (
        content_id uuid not null references content_views (content_id) on delete cascade,
        ordinal int not null,
        tenant_id text not null,
        start_offset int not null,
        end_offset int not null,
        words tsvector not null,
        primary key (content_id, ordinal)
      )`);
    await queryRunner.query('create index content_passages_words on content_passages using gin (words)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table content_passages, content_sentences, content_views');
  }
}
