import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The log, its streams, snapshots and checkpoints. */
export class CreateEventLog1760000000000 implements MigrationInterface {
  readonly name = 'CreateEventLog1760000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table streams (
        tenant_id text not null,
        stream_id text not null,
        category text not null,
        version bigint not null default 0,
        public_version bigint not null default 0,
        primary key (tenant_id, stream_id)
      )`);
    await queryRunner.query(`
      create table events (
        position bigint generated always as identity (cache 1) primary key,
        id uuid not null unique,
        kind text not null check (kind in ('event', 'command', 'reply')),
        tenant_id text not null,
        stream_id text not null,
        category text not null,
        version bigint check ((version is null) = (kind <> 'event')),
        previous_public bigint,
        type text not null,
        schema_version text not null,
        topic text,
        data json not null,
        metadata json not null,
        recorded_at timestamptz not null,
        unique (tenant_id, stream_id, version)
      )`);
    await queryRunner.query('create index events_to_publish on events (position) where topic is not null');
    await queryRunner.query(`
      create table snapshots (
        tenant_id text not null,
        stream_id text not null,
        version bigint not null,
        schema_version int not null,
        state json not null,
        taken_at timestamptz not null default now(),
        primary key (tenant_id, stream_id)
      )`);
    await queryRunner.query(`
      create table checkpoints (
        subscription text primary key,
        position bigint not null default 0,
        owner_epoch bigint not null default 0,
        updated_at timestamptz not null default now()
      )`);
    await queryRunner.query(APPEND_EVENTS_SQL);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop function append_events');
    await queryRunner.query('drop table checkpoints, snapshots, events, streams');
  }
}

/** As it was when this migration was made; processes of that time still call it during an upgrade. */
const APPEND_EVENTS_SQL = `
create or replace function append_events(
  p_tenant text, p_stream text, p_category text, p_expected bigint,
  p_ids uuid[], p_types text[], p_schema_versions text[], p_topics text[],
  p_data text[], p_metadata text[], p_recorded_at timestamptz[]
) returns table (outcome text, stream_version bigint)
language plpgsql as $$
declare
  v_version bigint;
  v_public bigint;
  v_count int := cardinality(p_ids);
  v_known int;
  v_first bigint;
  v_in_place boolean;
begin
  if p_expected in (-1, 0) then
    insert into streams (tenant_id, stream_id, category) values (p_tenant, p_stream, p_category)
    on conflict do nothing;
  end if;
  select s.version, s.public_version into v_version, v_public
    from streams s where s.tenant_id = p_tenant and s.stream_id = p_stream for update;
  v_version := coalesce(v_version, 0);

  select count(*), min(e.version),
         bool_and(e.tenant_id = p_tenant and e.stream_id = p_stream and e.version = f.first_version + i.ord - 1)
    into v_known, v_first, v_in_place
    from unnest(p_ids) with ordinality as i (id, ord)
    join events e on e.id = i.id
    left join (select e0.version as first_version from events e0 where e0.id = p_ids[1]) f on true;
  if v_known > 0 then
    if v_known = v_count and v_in_place and (p_expected < 0 or p_expected = v_first - 1) then
      return query select 'repeated', v_first + v_count - 1;
    else
      return query select 'id-reused', v_version;
    end if;
    return;
  end if;

  if (p_expected >= 0 and p_expected <> v_version) or (p_expected = -2 and v_version = 0) then
    return query select 'conflict', v_version;
    return;
  end if;

  insert into events (id, kind, tenant_id, stream_id, category, version, previous_public,
                      type, schema_version, topic, data, metadata, recorded_at)
  select n.id, 'event', p_tenant, p_stream, p_category, v_version + n.ord,
         case when n.topic is not null then
           coalesce(max(case when n.topic is not null then v_version + n.ord end)
                      over (order by n.ord rows between unbounded preceding and 1 preceding), v_public)
         end,
         n.type, n.schema_version, n.topic, n.data::json, n.metadata::json, n.recorded_at
    from unnest(p_ids, p_types, p_schema_versions, p_topics, p_data, p_metadata, p_recorded_at)
         with ordinality as n (id, type, schema_version, topic, data, metadata, recorded_at, ord)
   order by n.ord;

  update streams s
     set version = v_version + v_count,
         public_version = coalesce((select max(v_version + t.ord) from unnest(p_topics) with ordinality as t (topic, ord)
                                     where t.topic is not null), v_public)
   where s.tenant_id = p_tenant and s.stream_id = p_stream;
  return query select 'appended', v_version + v_count;
end $$`;
