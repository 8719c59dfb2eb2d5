/** Those of the topics $1 that exist. */
export const DESCRIBE_TOPICS_SQL = `
select t.name, t.partition_count as partitions, t.retention_ms
  from broker.topics t
 where t.name = any ($1::text[])
 order by t.name`;
