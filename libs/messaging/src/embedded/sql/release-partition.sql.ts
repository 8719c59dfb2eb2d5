/** A member gives a partition back that another one should hold, unless it took it anew in a later generation. */
export const RELEASE_PARTITION_SQL = `
create or replace function broker.release_partition(
  p_group text, p_member uuid, p_topic_id int, p_partition int, p_generation bigint
) returns void
language plpgsql as $$
begin
  update broker.group_offsets o
     set member_id = null
   where o.group_name = p_group and o.topic_id = p_topic_id and o.partition = p_partition
     and o.member_id = p_member and o.generation = p_generation;
  perform pg_notify('broker_groups', p_group);
end $$`;
