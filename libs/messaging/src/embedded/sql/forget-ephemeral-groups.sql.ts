/** Forgets the ephemeral groups whose members have gone without leaving; answers how many groups it looked at. */
export const FORGET_EPHEMERAL_GROUPS_SQL = `
select count(broker.expire_members(g.group_name)::text)::int as groups
  from broker.consumer_groups g
 where g.ephemeral
   and not exists (select from broker.group_members m
                    where m.group_name = g.group_name and not broker.is_stale(m.heartbeat_at, m.session_timeout))`;
