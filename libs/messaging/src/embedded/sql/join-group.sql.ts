/**
 * Makes a member of a group, in the place of stale members and of the one that had the same instance name, and gives
 * the group a committed offset in every partition that it never read before. Can be repeated.
 */
export const JOIN_GROUP_SQL = `
create or replace function broker.join_group(
  p_group text, p_member uuid, p_instance text, p_topics text[], p_from text, p_session_timeout interval,
  p_ephemeral boolean
) returns void
language plpgsql as $$
begin
  insert into broker.consumer_groups (group_name, ephemeral) values (p_group, p_ephemeral) on conflict do nothing;
  perform broker.expire_members(p_group);
  perform broker.remove_members(p_group, array(
    select m.member_id from broker.group_members m where m.group_name = p_group and m.instance_id = p_instance and m.member_id <> p_member
  ));

  -- With its last stale member an ephemeral group has gone too.
  insert into broker.consumer_groups (group_name, ephemeral) values (p_group, p_ephemeral) on conflict do nothing;
  insert into broker.group_members (group_name, member_id, instance_id, topics, session_timeout, heartbeat_at)
  values (p_group, p_member, p_instance, p_topics, p_session_timeout, clock_timestamp())
  on conflict (group_name, member_id) do update set heartbeat_at = excluded.heartbeat_at;

  insert into broker.group_offsets (group_name, topic_id, partition, committed_offset)
  select p_group, p.topic_id, p.partition, case p_from when 'earliest' then p.start_offset else p.next_offset end
    from broker.partitions p
    join broker.topics t on t.topic_id = p.topic_id
   where t.name = any (p_topics)
  on conflict do nothing;

  update broker.consumer_groups g set generation = g.generation + 1 where g.group_name = p_group;
  perform pg_notify('broker_groups', p_group);
end $$`;
