/**
 * How far a group has come in a partition, and which member holds the partition: null while nobody does. `generation`
 * is that in which the holder took it; both together fence its commits. A partition has one holder at any time.
 */
export const GROUP_OFFSETS_SQL = `
create table if not exists broker.group_offsets (
  group_name text not null references broker.consumer_groups,
  topic_id int not null references broker.topics,
  partition int not null,
  committed_offset bigint not null,
  member_id uuid,
  generation bigint not null default 0,
  primary key (group_name, topic_id, partition)
) with (fillfactor = 40)`;
