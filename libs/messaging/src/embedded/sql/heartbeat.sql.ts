/** Says that the members $1 are alive. A row for each that still is one; `others_stale`: its group has members to expire. */
export const HEARTBEAT_SQL = `
with beat as (
  update broker.group_members m
     set heartbeat_at = clock_timestamp()
   where m.member_id = any ($1::uuid[])
  returning m.group_name, m.member_id
)
select b.member_id, b.group_name, g.generation,
       exists (select from broker.group_members o
                where o.group_name = b.group_name and o.member_id <> all ($1::uuid[])
                  and broker.is_stale(o.heartbeat_at, o.session_timeout)) as others_stale
  from beat b
  join broker.consumer_groups g on g.group_name = b.group_name`;
