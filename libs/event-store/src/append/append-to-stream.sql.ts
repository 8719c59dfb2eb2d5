/**
 * Appends to one stream: lock the stream's row, check the expected version, insert.
 *
 * The position is drawn inside the insert, after the check, so that a conflict burns none. A repeated append (all ids
 * stand where they would be written) answers with the first result. `p_expected`: a version, or -1 any, -2 exists.
 * Answers `outcome` ('appended' | 'repeated' | 'conflict' | 'id-reused') and the stream's version after it.
 */
export const APPEND_TO_STREAM_SQL = `
create or replace function append_to_stream(
  p_tenant text, p_stream text, p_category text, p_expected bigint,
  p_ids uuid[], p_types text[], p_schema_versions text[], p_topics text[],
  p_data text[], p_metadata text[], p_recorded_at timestamptz[]
) returns table (outcome text, stream_version bigint, last_position bigint)
language plpgsql as $$
declare
  v_version bigint;
  v_public bigint;
  v_count int := cardinality(p_ids);
  v_known int;
  v_first bigint;
  v_in_place boolean;
  v_last bigint;
begin
  if p_expected in (-1, 0) then
    insert into streams (tenant_id, stream_id, category) values (p_tenant, p_stream, p_category)
    on conflict do nothing;
  end if;
  select s.version, s.public_version into v_version, v_public
    from streams s where s.tenant_id = p_tenant and s.stream_id = p_stream for update;
  v_version := coalesce(v_version, 0);

  select count(*), min(e.version), max(e.position),
         bool_and(e.tenant_id = p_tenant and e.stream_id = p_stream and e.version = f.first_version + i.ord - 1)
    into v_known, v_first, v_last, v_in_place
    from unnest(p_ids) with ordinality as i (id, ord)
    join events e on e.id = i.id
    left join (select e0.version as first_version from events e0 where e0.id = p_ids[1]) f on true;
  if v_known > 0 then
    if v_known = v_count and v_in_place and (p_expected < 0 or p_expected = v_first - 1) then
      return query select 'repeated', v_first + v_count - 1, v_last;
    else
      return query select 'id-reused', v_version, 0::bigint;
    end if;
    return;
  end if;

  if (p_expected >= 0 and p_expected <> v_version) or (p_expected = -2 and v_version = 0) then
    return query select 'conflict', v_version, 0::bigint;
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
  return query select 'appended', v_version + v_count, currval('events_position_seq');
end $$`;
