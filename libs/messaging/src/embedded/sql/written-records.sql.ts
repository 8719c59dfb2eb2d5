/** How many records each of the topics $1 has ever taken: tells who listens for announcements whether one was lost. */
export const WRITTEN_RECORDS_SQL = `
select t.name as topic, sum(p.next_offset)::bigint as written
  from broker.topics t
  join broker.partitions p on p.topic_id = t.topic_id
 where t.name = any ($1::text[])
 group by t.name`;
