/** Who belongs to a group now. `instance_id` names a process across its restarts; null for one that has no such name. */
export const GROUP_MEMBERS_SQL = `
create table if not exists broker.group_members (
  group_name text not null references broker.consumer_groups,
  member_id uuid not null unique,
  instance_id text,
  topics text[] not null,
  session_timeout interval not null,
  heartbeat_at timestamptz not null,
  primary key (group_name, member_id),
  unique (group_name, instance_id)
) with (fillfactor = 40)`;
