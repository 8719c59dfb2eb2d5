/** The records. Headers are JSON, but stored as text like the value: `json` would cost a parse, `jsonb` refuses \u0000. */
export const RECORDS_SQL = `
create table if not exists broker.records (
  topic_id int not null,
  partition int not null,
  record_offset bigint not null,
  key text not null,
  headers text not null,
  value text not null,
  created_at timestamptz not null,
  primary key (topic_id, partition, record_offset)
)`;
