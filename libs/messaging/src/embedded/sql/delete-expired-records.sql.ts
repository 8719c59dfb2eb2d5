/**
 * Deletes one batch of records older than their topic's retention, from the front of one partition; answers how many.
 * One instance does this at a time. Whether a group has read them does not matter, as with Kafka. The partition's row
 * is touched last, so that publishers wait for the commit at most.
 */
export const DELETE_EXPIRED_RECORDS_SQL = `
create or replace function broker.delete_expired_records(p_batch int)
returns int language plpgsql as $$
declare
  v_topic_id int;
  v_partition int;
  v_start bigint;
  v_end bigint;
  v_cutoff timestamptz;
  v_deleted int;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('edda broker retention', 0)) then
    return 0;
  end if;
  select p.topic_id, p.partition, p.start_offset, x.cutoff
    into v_topic_id, v_partition, v_start, v_cutoff
    from broker.topics t
    cross join lateral (select clock_timestamp() - t.retention_ms * interval '1 millisecond' as cutoff) x
    join broker.partitions p on p.topic_id = t.topic_id
    cross join lateral (
      select r.created_at from broker.records r
       where r.topic_id = p.topic_id and r.partition = p.partition and r.record_offset >= p.start_offset
       order by r.record_offset limit 1
    ) oldest
   where oldest.created_at < x.cutoff
   limit 1;
  if not found then
    return 0;
  end if;

  select coalesce(min(f.record_offset) filter (where f.created_at >= v_cutoff), max(f.record_offset) + 1)
    into v_end
    from (
      select r.record_offset, r.created_at from broker.records r
       where r.topic_id = v_topic_id and r.partition = v_partition and r.record_offset >= v_start
       order by r.record_offset limit p_batch
    ) f;
  delete from broker.records r
   where r.topic_id = v_topic_id and r.partition = v_partition and r.record_offset < v_end;
  get diagnostics v_deleted = row_count;
  update broker.partitions p set start_offset = v_end
   where p.topic_id = v_topic_id and p.partition = v_partition;
  return v_deleted;
end $$`;
