/**
 * Moves committed offsets of the group $1 ($2 topic ids, $3 partitions, $4 offsets). Answers the places in the arrays,
 * counted from 1, of those that the member ($5) holds since the generation ($6); the others stay as they are. The rows are
 * locked in one order for everybody, so that a commit and a change of membership never wait for each other.
 */
export const COMMIT_OFFSETS_SQL = `
with held as (
  select o.topic_id, o.partition, c.committed_offset, c.nth
    from broker.group_offsets o
    join unnest($2::int[], $3::int[], $4::bigint[], $5::uuid[], $6::bigint[])
           with ordinality as c (topic_id, partition, committed_offset, member_id, generation, nth)
      on o.topic_id = c.topic_id and o.partition = c.partition
     and o.member_id = c.member_id and o.generation = c.generation
   where o.group_name = $1
   order by o.topic_id, o.partition
     for no key update of o
)
update broker.group_offsets o
   set committed_offset = h.committed_offset
  from held h
 where o.group_name = $1 and o.topic_id = h.topic_id and o.partition = h.partition
returning h.nth::int`;
