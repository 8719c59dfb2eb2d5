/**
 * The two ends of a partition: the oldest offset kept and the next one to give out. Its row is the lock under which
 * offsets are given out. Roomy pages, because every publish updates a row in place.
 */
export const PARTITIONS_SQL = `
create table if not exists broker.partitions (
  topic_id int not null references broker.topics,
  partition int not null,
  start_offset bigint not null default 0,
  next_offset bigint not null default 0,
  primary key (topic_id, partition)
) with (fillfactor = 40)`;
