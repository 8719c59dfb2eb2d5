/** SQLSTATE raised for a topic that exists with another number of partitions. */
export const TOPIC_DRIFT_STATE = 'BR001';

/** Creates the topics that are missing, all or none; one caller at a time. */
export const ENSURE_TOPICS_SQL = `
create or replace function broker.ensure_topics(p_names text[], p_partition_counts int[], p_retention_ms bigint[])
returns void language plpgsql as $$
declare
  v_drift text;
begin
  perform pg_advisory_xact_lock(hashtextextended('edda broker schema', 0));
  insert into broker.topics (name, partition_count, retention_ms)
  select n.name, n.partition_count, n.retention_ms
    from unnest(p_names, p_partition_counts, p_retention_ms) as n (name, partition_count, retention_ms)
  on conflict (name) do nothing;

  select string_agg(format('"%s" has %s partitions, not %s', t.name, t.partition_count, n.partition_count), '; ')
    into v_drift
    from unnest(p_names, p_partition_counts) as n (name, partition_count)
    join broker.topics t on t.name = n.name
   where t.partition_count <> n.partition_count;
  if v_drift is not null then
    raise exception '%', v_drift using errcode = '${TOPIC_DRIFT_STATE}';
  end if;

  insert into broker.partitions (topic_id, partition)
  select t.topic_id, s.partition
    from broker.topics t
    cross join lateral generate_series(0, t.partition_count - 1) as s (partition)
   where t.name = any (p_names)
  on conflict do nothing;
end $$`;
