import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows that change often leave dead ones behind, over which every look for work would have to step. */
const BUSY = 'with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000)';

/** Who works at which instance, what has arrived for it, and how far its local work has come. */
export class DurableSagas1765000000100 implements MigrationInterface {
  readonly name = 'DurableSagas1765000000100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table saga_instances (
        id uuid primary key,
        tenant_id text not null,
        saga text not null,
        version text not null,
        status text not null default 'running' check (
          status in ('running', 'compensating', 'paused', 'stuck', 'completed', 'failed', 'cancelled')),
        step text,
        -- Until the first events of its stream are written.
        first_state json,
        wake_at timestamptz(3),
        -- After failures: nobody looks at it before.
        not_before timestamptz(3),
        owner uuid,
        stream_version int not null default 0,
        correlation_id uuid not null,
        causation_id uuid,
        user_id text,
        traceparent text,
        failure json,
        started_at timestamptz(3) not null default clock_timestamp(),
        updated_at timestamptz(3) not null default clock_timestamp(),
        ended_at timestamptz(3)
      ) ${BUSY};
      create index saga_instances_due on saga_instances (wake_at) where owner is null and wake_at is not null;
      create index saga_instances_owned on saga_instances (owner) where owner is not null;
      create index saga_instances_running on saga_instances (saga, version, status) where ended_at is null;
      create index saga_instances_stuck on saga_instances (saga) where status = 'stuck';
      create index saga_instances_list on saga_instances (tenant_id, started_at desc, id desc);
      create index saga_instances_all on saga_instances (started_at desc, id desc);
      create index saga_instances_correlation on saga_instances (correlation_id);

      create table saga_inbox (
        seq bigint generated always as identity primary key,
        tenant_id text not null,
        instance_id uuid not null,
        message_id uuid not null,
        kind text not null check (kind in ('outcome', 'signal', 'control')),
        body json not null,
        -- Of whoever sent it: what follows from it is caused by that.
        causation_id uuid,
        traceparent text,
        -- For an instance that does not exist yet.
        waiting boolean not null default false,
        expires_at timestamptz(3),
        received_at timestamptz(3) not null default clock_timestamp(),
        unique (instance_id, message_id)
      ) ${BUSY};
      create index saga_inbox_arrived on saga_inbox (seq) include (instance_id) where not waiting;
      create index saga_inbox_order on saga_inbox (instance_id, seq);
      create index saga_inbox_waiting on saga_inbox (expires_at) where waiting;
      create index saga_inbox_early on saga_inbox (received_at) where waiting;

      create table saga_workers (
        id uuid primary key,
        expires_at timestamptz(3) not null
      );

      create table saga_progress (
        instance_id uuid not null,
        step text not null,
        round int not null,
        index int not null,
        value json not null,
        updated_at timestamptz(3) not null default clock_timestamp(),
        primary key (instance_id, step, round, index)
      ) ${BUSY};

      create index saga_awaited_outcomes_by_id on saga_awaited_outcomes (outcome_id);
      alter table saga_awaited_outcomes set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000)`);
    await queryRunner.query(RUNNING_BEFORE);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index saga_awaited_outcomes_by_id;
      drop table saga_progress, saga_workers, saga_inbox, saga_instances`);
  }
}

/** Instances of the former build wait for outcomes: the log tells the rest. */
const RUNNING_BEFORE = `
  insert into saga_instances (id, tenant_id, saga, version, step, stream_version, correlation_id, causation_id, user_id,
                              traceparent, started_at, updated_at)
  select a.instance_id, s.tenant_id, a.saga, e.data ->> 'definitionVersion',
         (select l.data ->> 'step' from events l
           where l.tenant_id = s.tenant_id and l.stream_id = s.stream_id and l.type = 'StepStarted'
           order by l.version desc limit 1),
         s.version, (e.metadata ->> 'correlationId')::uuid, (e.metadata ->> 'causationId')::uuid, e.metadata ->> 'userId',
         e.metadata ->> 'traceparent', e.recorded_at,
         (select l.recorded_at from events l
           where l.tenant_id = s.tenant_id and l.stream_id = s.stream_id order by l.version desc limit 1)
    from (select distinct saga, instance_id from saga_awaited_outcomes) a
    join streams s on s.stream_id = 'saga-' || a.instance_id
    join events e on e.tenant_id = s.tenant_id and e.stream_id = s.stream_id and e.version = 1
  on conflict do nothing`;
