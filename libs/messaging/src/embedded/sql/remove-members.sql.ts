/**
 * Takes members out of a group: what they held is free, their commits are refused; an ephemeral group goes with its last
 * member. The caller holds the group's row; the offsets are locked in the order in which commits lock them.
 */
export const REMOVE_MEMBERS_SQL = `
create or replace function broker.remove_members(p_group text, p_members uuid[])
returns void language plpgsql as $$
begin
  delete from broker.group_members m where m.group_name = p_group and m.member_id = any (p_members);
  if not found then
    return;
  end if;
  perform from broker.group_offsets o
    where o.group_name = p_group and o.member_id = any (p_members)
    order by o.topic_id, o.partition for no key update;
  update broker.group_offsets o set member_id = null where o.group_name = p_group and o.member_id = any (p_members);
  update broker.consumer_groups g set generation = g.generation + 1 where g.group_name = p_group;
  delete from broker.group_offsets o
   using broker.consumer_groups g
   where o.group_name = p_group and g.group_name = p_group and g.ephemeral
     and not exists (select from broker.group_members m where m.group_name = p_group);
  delete from broker.consumer_groups g
   where g.group_name = p_group and g.ephemeral
     and not exists (select from broker.group_members m where m.group_name = p_group);
  perform pg_notify('broker_groups', p_group);
end $$`;
