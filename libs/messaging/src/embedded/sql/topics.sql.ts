/** A topic. Names sort by bytes, so that the order of partitions among members is the same on every server. */
export const TOPICS_SQL = `
create table if not exists broker.topics (
  topic_id int generated always as identity primary key,
  name text collate "C" not null unique,
  partition_count int not null check (partition_count > 0),
  retention_ms bigint not null check (retention_ms > 0)
)`;
