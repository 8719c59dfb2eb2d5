import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The read models of the research-workflow service. */
export class CreateResearch1760000001000 implements MigrationInterface {
  readonly name = 'CreateResearch1760000001000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table workflow_views (
        workflow_id uuid primary key,
        tenant_id text not null,
        question text not null,
        status text not null,
        created_at timestamptz not null,
        started_at timestamptz,
        completed_at timestamptz,
        failure_code text,
        failure_detail text,
        learning_path_id uuid,
        last_position int not null default 0
      )`);
    await queryRunner.query('create index workflow_views_page on workflow_views (tenant_id, created_at, workflow_id)');
    await queryRunner.query(`
      create table workflow_sources (
        content_id uuid primary key,
        workflow_id uuid not null references workflow_views,
        ordinal int not null,
        source text not null,
        origin text not null,
        status text not null,
        sha256 text,
        text_sha256 text,
        reason text
      )`);
    await queryRunner.query('create index workflow_sources_workflow on workflow_sources (workflow_id, ordinal)');
    await queryRunner.query(`
      create table workflow_stages (
        workflow_id uuid not null references workflow_views,
        stage text not null,
        status text not null,
        done int not null,
        total int,
        primary key (workflow_id, stage)
      )`);
    await queryRunner.query(`
      create table run_events (
        workflow_id uuid not null references workflow_views,
        position int not null,
        id uuid not null,
        kind text not null,
        context text not null,
        type text not null,
        schema_version text not null,
        stream_id text not null,
        sequence int,
        time timestamptz not null,
        correlation_id uuid not null,
        causation_id uuid,
        data json not null,
        primary key (workflow_id, position)
      )`);
    await queryRunner.query(`
      create table research_findings (
        workflow_id uuid primary key references workflow_views,
        body json not null,
        sha256 text not null
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'drop table research_findings, run_events, workflow_stages, workflow_sources, workflow_views',
    );
  }
}
