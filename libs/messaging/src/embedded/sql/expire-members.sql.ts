/** Takes the stale members out of a group. One whose heartbeat is just being written is not stale, hence skip locked. */
export const EXPIRE_MEMBERS_SQL = `
create or replace function broker.expire_members(p_group text)
returns void language plpgsql as $$
begin
  perform from broker.consumer_groups g where g.group_name = p_group for no key update;
  perform broker.remove_members(p_group, array(
    select m.member_id
      from broker.group_members m
     where m.group_name = p_group and broker.is_stale(m.heartbeat_at, m.session_timeout)
       for update skip locked
  ));
end $$`;
