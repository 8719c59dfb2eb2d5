import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The read models: tasks and agents. */
export class CreateTaskViews1760000002100 implements MigrationInterface {
  readonly name = 'CreateTaskViews1760000002100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table tasks (
        tenant_id text not null,
        task_id uuid not null,
        position bigint generated always as identity,
        correlation_id uuid not null,
        task_type text not null,
        agent_type text not null,
        priority text not null,
        status text not null,
        agent_id text,
        attempts int not null default 0,
        reason json,
        expected_duration bigint,
        deadline timestamptz,
        payload_bytes int not null default 0,
        result_bytes int not null default 0,
        queued_at timestamptz not null,
        assigned_at timestamptz,
        completed_at timestamptz,
        execution_time bigint,
        resource_usage json,
        quality_metrics json,
        primary key (tenant_id, task_id)
      )`);
    await queryRunner.query('create index tasks_order on tasks (tenant_id, position)');
    await queryRunner.query('create index tasks_correlation on tasks (tenant_id, correlation_id, position)');
    await queryRunner.query(`
      create table agents (
        tenant_id text not null,
        agent_id text not null,
        agent_types text[] not null,
        built_in boolean not null,
        registered_at timestamptz not null,
        last_seen_at timestamptz not null,
        primary key (tenant_id, agent_id)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table agents, tasks');
  }
}
