/**
 * A member takes those of its partitions that nobody holds and learns where it stands: no row when it is not a member,
 * otherwise one for each partition it holds (`held`) or should hold (`wanted`), or a single one without a topic.
 */
export const CLAIM_PARTITIONS_SQL = `
create or replace function broker.claim_partitions(p_group text, p_member uuid)
returns table (
  group_generation bigint, topic text, topic_id int, partition int, committed_offset bigint, generation bigint,
  held boolean, wanted boolean
)
language plpgsql as $$
#variable_conflict use_column
declare
  v_generation bigint;
begin
  select g.generation into v_generation
    from broker.consumer_groups g where g.group_name = p_group for no key update;
  if not exists (select from broker.group_members m where m.group_name = p_group and m.member_id = p_member) then
    return;
  end if;

  update broker.group_offsets o
     set member_id = p_member, generation = v_generation
    from broker.wanted_partitions(p_group) w
   where o.group_name = p_group and o.topic_id = w.topic_id and o.partition = w.partition
     and w.member_id = p_member and o.member_id is null;

  return query
  select v_generation, c.topic, c.topic_id, c.partition, c.committed_offset, c.generation, c.held, c.wanted
    from (values (true)) as always
    left join (
      select t.name as topic, o.topic_id, o.partition, o.committed_offset, o.generation,
             o.member_id is not distinct from p_member as held,
             w.member_id is not distinct from p_member as wanted
        from broker.group_offsets o
        join broker.topics t on t.topic_id = o.topic_id
        left join broker.wanted_partitions(p_group) w on w.topic_id = o.topic_id and w.partition = o.partition
       where o.group_name = p_group and p_member in (o.member_id, w.member_id)
    ) c on true
   order by c.topic, c.partition;
end $$`;
