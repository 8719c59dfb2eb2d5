/**
 * The next records of several partitions ($1 topic ids, $2 partitions, $3 offsets to read from), at most $4 of each and
 * about $5 bytes of each, but one at least. Every partition has a row that tells its ends (start_offset, next_offset),
 * seen together with the records; `nth` is its place in the arrays, counted from 1. Offsets have no gaps, so a range of
 * them limits the rows; a `limit` would let the planner sort all that a slow group still has before it.
 */
export const FETCH_RECORDS_SQL = `
select a.nth::int, p.start_offset, p.next_offset, r.record_offset, r.key, r.headers, r.value, r.created_at
  from unnest($1::int[], $2::int[], $3::bigint[]) with ordinality as a (topic_id, partition, position, nth)
  join broker.partitions p on p.topic_id = a.topic_id and p.partition = a.partition
  left join lateral (
    select f.* from (
      select r.record_offset, r.key, r.headers, r.value, r.created_at,
             sum(octet_length(r.key) + octet_length(r.headers) + octet_length(r.value))
               over (order by r.record_offset rows between unbounded preceding and 1 preceding) as bytes_before
        from broker.records r
       where r.topic_id = a.topic_id and r.partition = a.partition
         and r.record_offset >= a.position and r.record_offset < a.position + $4::int
    ) f where coalesce(f.bytes_before, 0) < $5
  ) r on true
 order by a.nth, r.record_offset`;
