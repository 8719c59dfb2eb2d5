/**
 * A consumer group. The generation counts its changes of membership; its row is the lock under which they happen. An
 * ephemeral one is forgotten with its last member.
 */
export const CONSUMER_GROUPS_SQL = `
create table if not exists broker.consumer_groups (
  group_name text primary key,
  generation bigint not null default 0
) with (fillfactor = 40);
alter table broker.consumer_groups add column if not exists ephemeral boolean not null default false`;
