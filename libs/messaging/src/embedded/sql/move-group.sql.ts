/** SQLSTATE raised for a group that has members, and for one that does not exist. */
export const GROUP_ACTIVE_STATE = 'BR003';
export const UNKNOWN_GROUP_STATE = 'BR004';

/** Gives a group without living members other committed offsets in some topics. */
export const MOVE_GROUP_SQL = `
create or replace function broker.move_group(p_group text, p_topics text[], p_to text)
returns void language plpgsql as $$
begin
  perform broker.expire_members(p_group);
  if not exists (select from broker.consumer_groups g where g.group_name = p_group) then
    raise exception 'unknown group' using errcode = '${UNKNOWN_GROUP_STATE}';
  end if;
  if exists (select from broker.group_members m where m.group_name = p_group) then
    raise exception 'group with members' using errcode = '${GROUP_ACTIVE_STATE}';
  end if;
  insert into broker.group_offsets as o (group_name, topic_id, partition, committed_offset)
  select p_group, p.topic_id, p.partition, case p_to when 'earliest' then p.start_offset else p.next_offset end
    from broker.partitions p
    join broker.topics t on t.topic_id = p.topic_id
   where t.name = any (p_topics)
  on conflict (group_name, topic_id, partition) do update set committed_offset = excluded.committed_offset;
end $$`;
