/**
 * Appends to one stream: lock the stream's row, check the expected version, insert.
 *
 * The position is drawn inside the insert, after the check, so that a conflict burns none. What is looked up after the
 * lock stands in statements of its own: only a new snapshot sees what the lock was waiting for. A repetition is looked
 * for where one is possible; an id that stands elsewhere violates the unique index.
 *
 * `p_expected`: a version, or -1 any, -2 exists. `p_previous`: for each event the place in this append of the public
 * event before it, 0 for none; `p_last_public`: the place of the last one. `p_projections`: how the caller
 * believes that its inline projections are kept, as `name@version:status`; `p_written`: the types of all that its unit of
 * work writes, null when an append before has stated both. `p_wait`: false answers 'busy' where a lock would have to be waited for.
 *
 * Answers `outcome` ('appended' | 'repeated' | 'conflict' | 'id-reused' | 'archived' | 'busy' | 'projection-moved'), the
 * stream's version after it, and the position of the last event.
 */
export const APPEND_TO_STREAM_SQL = `
create or replace function append_to_stream(
  p_tenant text, p_stream text, p_category text, p_expected bigint,
  p_ids uuid[], p_types text[], p_schema_versions text[], p_topics text[], p_previous int[],
  p_data text[], p_metadata text[], p_recorded_at timestamptz[],
  p_last_public int, p_projections text[], p_written text[], p_wait boolean,
  out outcome text, out stream_version bigint, out last_position bigint
) language plpgsql
  set plan_cache_mode = force_generic_plan set jit = off set enable_seqscan = off
as $$
declare
  v_version bigint;
  v_public bigint;
  v_archived boolean;
  v_created boolean := false;
  v_count int := cardinality(p_ids);
  v_first bigint;
begin
  if p_written is not null then
    if not check_projections(p_projections, p_written) then
      outcome := 'projection-moved';
      return;
    end if;
  end if;

  if p_expected <> 0 then
    if p_wait then
      select s.version, s.public_version, s.archived_at is not null into v_version, v_public, v_archived
        from streams s where s.tenant_id = p_tenant and s.stream_id = p_stream for update;
    else
      select s.version, s.public_version, s.archived_at is not null into v_version, v_public, v_archived
        from streams s where s.tenant_id = p_tenant and s.stream_id = p_stream for update skip locked;
    end if;
  end if;

  if p_expected in (0, -1) and v_version is null then
    -- Whoever makes a stream holds this lock: an insert alone would wait for the transaction of another maker.
    if p_wait then
      perform pg_advisory_xact_lock(hashtextextended(p_tenant || '/' || p_stream, 0));
    elsif not pg_try_advisory_xact_lock(hashtextextended(p_tenant || '/' || p_stream, 0)) then
      outcome := 'busy';
      return;
    end if;
    insert into streams (tenant_id, stream_id, category, version, public_version)
    values (p_tenant, p_stream, p_category, v_count, p_last_public)
    on conflict do nothing;
    v_created := found;
    if v_created then
      v_version := 0;
      v_public := 0;
    elsif p_wait then
      select s.version, s.public_version, s.archived_at is not null into v_version, v_public, v_archived
        from streams s where s.tenant_id = p_tenant and s.stream_id = p_stream for update;
    else
      select s.version, s.public_version, s.archived_at is not null into v_version, v_public, v_archived
        from streams s where s.tenant_id = p_tenant and s.stream_id = p_stream for update skip locked;
    end if;
  end if;

  if v_version is null then
    if not p_wait then
      outcome := 'busy';
      return;
    end if;
    v_version := 0;
  end if;

  if not v_created and (
       v_archived or (p_expected >= 0 and p_expected <> v_version) or (p_expected = -2 and v_version = 0)
       or (p_expected < 0 and exists (select from events e where e.id = p_ids[1]))) then
    select e.version into v_first
      from events e where e.id = p_ids[1] and e.tenant_id = p_tenant and e.stream_id = p_stream;
    if (p_expected < 0 or p_expected = v_first - 1) and v_count = (
         select count(*) from unnest(p_ids) with ordinality as i (id, ord) join events e on e.id = i.id
          where e.tenant_id = p_tenant and e.stream_id = p_stream and e.version = v_first + i.ord - 1) then
      outcome := 'repeated';
      stream_version := v_first + v_count - 1;
      select e.position into last_position from events e where e.id = p_ids[v_count];
    else
      outcome := case when exists (select from events e where e.id = any(p_ids)) then 'id-reused'
                      when v_archived then 'archived' else 'conflict' end;
      stream_version := v_version;
    end if;
    return;
  end if;

  insert into events (id, kind, tenant_id, stream_id, category, version, previous_public,
                      type, schema_version, topic, data, metadata, recorded_at)
  select n.id, 'event', p_tenant, p_stream, p_category, v_version + n.ord,
         case when n.topic is not null then case n.previous when 0 then v_public else v_version + n.previous end end,
         n.type, n.schema_version, n.topic, n.data::json, n.metadata::json, n.recorded_at
    from unnest(p_ids, p_types, p_schema_versions, p_topics, p_previous, p_data, p_metadata, p_recorded_at)
         with ordinality as n (id, type, schema_version, topic, previous, data, metadata, recorded_at, ord)
   order by n.ord;

  if not v_created then
    update streams s
       set version = v_version + v_count,
           public_version = case p_last_public when 0 then v_public else v_version + p_last_public end
     where s.tenant_id = p_tenant and s.stream_id = p_stream;
  end if;
  outcome := 'appended';
  stream_version := v_version + v_count;
  last_position := currval('events_position_seq');
end $$`;
