/** SQLSTATE raised for a record whose topic or partition does not exist. */
export const UNKNOWN_PARTITION_STATE = 'BR002';

/**
 * Stores records, one element of each array per record, with successive offsets per partition in the order given.
 *
 * The partitions' rows are locked first, in one order for everybody, so that two publishes never wait for each other,
 * and until the commit, so that offsets become visible in order and a reader never meets a gap that fills later. The
 * second statement sees what was committed while the first one waited.
 */
export const PUBLISH_RECORDS_SQL = `
create or replace function broker.publish_records(
  p_topics text[], p_partitions int[], p_keys text[], p_headers text[], p_values text[]
) returns void
language plpgsql as $$
declare
  v_stored int;
begin
  perform from broker.partitions p
    join broker.topics t on t.topic_id = p.topic_id
   where (t.name, p.partition) in (select r.topic, r.partition from unnest(p_topics, p_partitions) as r (topic, partition))
   order by p.topic_id, p.partition
     for no key update of p;

  with incoming as (
    select t.topic_id, r.partition, r.key, r.headers, r.value,
           row_number() over (partition by t.topic_id, r.partition order by r.nth) as place
      from unnest(p_topics, p_partitions, p_keys, p_headers, p_values)
           with ordinality as r (topic, partition, key, headers, value, nth)
      join broker.topics t on t.name = r.topic
  ), taken as (
    update broker.partitions p
       set next_offset = p.next_offset + c.records
      from (select i.topic_id, i.partition, count(*) as records from incoming i group by i.topic_id, i.partition) c
     where p.topic_id = c.topic_id and p.partition = c.partition
    returning p.topic_id, p.partition, p.next_offset - c.records as first_offset
  )
  insert into broker.records (topic_id, partition, record_offset, key, headers, value, created_at)
  select i.topic_id, i.partition, k.first_offset + i.place - 1, i.key, i.headers, i.value, clock_timestamp()
    from incoming i
    join taken k on k.topic_id = i.topic_id and k.partition = i.partition;

  get diagnostics v_stored = row_count;
  if v_stored <> cardinality(p_topics) then
    raise exception 'one of the topics % or its partition does not exist', (select array_agg(distinct n) from unnest(p_topics) n)
      using errcode = '${UNKNOWN_PARTITION_STATE}';
  end if;
end $$`;
