import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The read models of the investigations. */
export class CreateInvestigations1765000001000 implements MigrationInterface {
  readonly name = 'CreateInvestigations1765000001000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table investigation_views (
        investigation_id uuid primary key,
        tenant_id text not null,
        title text not null,
        description text not null,
        status text not null,
        conclusion text,
        user_id text,
        entity_count int not null,
        finding_count int not null,
        opened_at timestamptz not null,
        updated_at timestamptz not null,
        closed_at timestamptz
      )`);
    await queryRunner.query(
      'create index investigation_views_page on investigation_views (tenant_id, opened_at, investigation_id)',
    );
    await queryRunner.query(`
      create table investigation_entities (
        investigation_id uuid not null,
        entity_id uuid not null,
        tenant_id text not null,
        kind text not null,
        name text not null,
        attributes json not null,
        revision int not null,
        risk json,
        risk_score double precision,
        added_at timestamptz not null,
        updated_at timestamptz not null,
        primary key (investigation_id, entity_id)
      )`);
    await queryRunner.query(`
      create table investigation_findings (
        investigation_id uuid not null,
        finding_id uuid not null,
        tenant_id text not null,
        text text not null,
        entity_ids uuid[] not null,
        source json not null,
        confidence double precision,
        enrichment_id uuid,
        user_id text,
        recorded_at timestamptz not null,
        primary key (investigation_id, finding_id)
      )`);
    await queryRunner.query(`
      create table entity_enrichments (
        enrichment_id uuid primary key,
        tenant_id text not null,
        investigation_id uuid not null,
        entity_id uuid not null,
        name text not null,
        revision int not null,
        status text not null,
        found json,
        risk json,
        is_enriched boolean not null default false,
        restoration text,
        findings int,
        failure_code text,
        failure_detail text,
        started_at timestamptz not null,
        ended_at timestamptz
      )`);
    // One entity is enriched by one enrichment at a time.
    await queryRunner.query(
      `create unique index entity_enrichments_running on entity_enrichments (investigation_id, entity_id)
        where status = 'running'`,
    );
    await queryRunner.query(
      'create index entity_enrichments_page on entity_enrichments (investigation_id, entity_id, started_at, enrichment_id)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'drop table entity_enrichments, investigation_findings, investigation_entities, investigation_views',
    );
  }
}
