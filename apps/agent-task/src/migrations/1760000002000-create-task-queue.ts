import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The open tasks with their leases. */
export class CreateTaskQueue1760000002000 implements MigrationInterface {
  readonly name = 'CreateTaskQueue1760000002000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table task_queue (
        tenant_id text not null,
        task_id uuid not null,
        position bigint generated always as identity,
        agent_type text not null,
        priority smallint not null,
        claimable_at timestamptz not null default now(),
        agent_id text,
        fence int not null default 0,
        deadline timestamptz,
        correlation_id uuid not null,
        user_id text,
        traceparent text,
        last_event_id uuid not null,
        primary key (tenant_id, task_id)
      )`);
    await queryRunner.query('create index task_queue_order on task_queue (agent_type, priority desc, position)');
    await queryRunner.query('create index task_queue_holder on task_queue (agent_id) where agent_id is not null');
    await queryRunner.query('create index task_queue_deadline on task_queue (deadline) where deadline is not null');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table task_queue');
  }
}
