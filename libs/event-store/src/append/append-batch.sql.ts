/**
 * Several appends to different streams in one call and one transaction, each with a verdict of its own.
 *
 * It waits for nobody: a stream that another transaction has locked, or is making, is left to be sent alone; so is what
 * may be a repetition. What is looked up after the locks stands in statements of its own: only a new snapshot sees what
 * others committed before the lock was taken. The plans are made once: they depend on no value, and making them takes
 * longer than running them.
 *
 * The first seven arrays have an element for each append, `p_firsts` being the place of its first event in the others;
 * those have one for each event, `p_appends` being the number of its append and `p_ordinals` its place in that. The rest
 * is as in append_to_stream.
 *
 * Answers in `verdicts` a letter for each append: a appended, c conflict, s to be sent alone, p a projection has moved; in
 * `versions` what versions the streams had before; in `positions` those of the events that were appended, in their order.
 */
export const APPEND_BATCH_SQL = `
create or replace function append_batch(
  p_tenants text[], p_streams text[], p_categories text[], p_expected bigint[],
  p_firsts int[], p_counts int[], p_last_publics int[],
  p_appends int[], p_ordinals int[], p_ids uuid[], p_types text[], p_schema_versions text[], p_topics text[],
  p_previous int[], p_data text[], p_metadata text[], p_recorded_at timestamptz[], p_projections text[], p_written text[],
  out verdicts text, out versions bigint[], out positions bigint[]
) language plpgsql
  set plan_cache_mode = force_generic_plan set jit = off set enable_seqscan = off
  set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  v_size int := cardinality(p_streams);
  v_made boolean[] := array_fill(false, array[v_size]);
  v_publics bigint[] := array_fill(0, array[v_size]);
  v_verdicts "char"[] := array_fill('a'::"char", array[v_size]);
begin
  versions := array_fill(0, array[v_size]);
  if p_written is not null then
    if not check_projections(p_projections, p_written) then
      verdicts := repeat('p', v_size);
      return;
    end if;
  end if;

  if 0 = any (p_expected) or -1 = any (p_expected) then
    -- Whoever makes a stream holds this lock: an insert alone would wait for the transaction of another maker.
    select array_agg(case
             when a.expected in (0, -1) and not exists (
               select from streams s where s.tenant_id = a.tenant_id and s.stream_id = a.stream_id)
             then pg_try_advisory_xact_lock(hashtextextended(a.tenant_id || '/' || a.stream_id, 0))
             else false end order by a.ord)
      into v_made
      from unnest(p_tenants, p_streams, p_expected) with ordinality as a (tenant_id, stream_id, expected, ord);

    if true = any (v_made) then
      insert into streams (tenant_id, stream_id, category, version, public_version)
      select a.tenant_id, a.stream_id, a.category, a.count, a.last_public
        from unnest(p_tenants, p_streams, p_categories, p_counts, p_last_publics) with ordinality
             as a (tenant_id, stream_id, category, count, last_public, ord)
       where v_made[a.ord];
    end if;
  end if;

  if false = any (v_made) then
    -- The version is -1 where the stream is locked, archived or not there.
    select array_agg(case when v_made[a.ord] then 0 else coalesce(s.version, -1) end order by a.ord),
           array_agg(coalesce(s.public_version, 0) order by a.ord)
      into versions, v_publics
      from unnest(p_tenants, p_streams) with ordinality as a (tenant_id, stream_id, ord)
      left join lateral (
        select case when l.archived_at is null then l.version else -1 end as version, l.public_version
          from streams l
         where not v_made[a.ord] and l.tenant_id = a.tenant_id and l.stream_id = a.stream_id
           for update skip locked) s on true;

    select array_agg(case
             when v_made[a.ord] then 'a'
             when versions[a.ord] < 0 then 's'
             when a.expected = versions[a.ord] then 'a'
             when exists (select from events e where e.id = p_ids[a.first]) then 's'
             when a.expected = -1 or a.expected = -2 and versions[a.ord] > 0 then 'a'
             else 'c' end order by a.ord)
      into v_verdicts
      from unnest(p_expected, p_firsts) with ordinality as a (expected, first, ord);
  end if;

  with written as (
    insert into events (id, kind, tenant_id, stream_id, category, version, previous_public,
                        type, schema_version, topic, data, metadata, recorded_at)
    select n.id, 'event', p_tenants[n.append], p_streams[n.append], p_categories[n.append],
           versions[n.append] + n.ordinal,
           case when n.topic is not null then
             case n.previous when 0 then v_publics[n.append] else versions[n.append] + n.previous end
           end,
           n.type, n.schema_version, n.topic, n.data::json, n.metadata::json, n.recorded_at
      from unnest(p_appends, p_ordinals, p_ids, p_types, p_schema_versions, p_topics, p_previous,
                  p_data, p_metadata, p_recorded_at) with ordinality
           as n (append, ordinal, id, type, schema_version, topic, previous, data, metadata, recorded_at, ord)
     where v_verdicts[n.append] = 'a'
     order by n.ord
    returning position)
  select array_agg(position order by position) into positions from written;

  if false = any (v_made) then
    update streams s
       set version = a.version, public_version = a.public_version
      from (select t.tenant_id, t.stream_id, versions[t.ord] + t.count as version,
                   case t.last_public when 0 then v_publics[t.ord] else versions[t.ord] + t.last_public end as public_version
              from unnest(p_tenants, p_streams, p_counts, p_last_publics) with ordinality
                   as t (tenant_id, stream_id, count, last_public, ord)
             where v_verdicts[t.ord] = 'a' and not v_made[t.ord]) a
     where s.tenant_id = a.tenant_id and s.stream_id = a.stream_id;
  end if;
  verdicts := array_to_string(v_verdicts, '');
end $$`;
