/** Where the group $1 stands in every partition of the topics $2. */
export const GROUP_LAG_SQL = `
select t.name as topic, p.partition, coalesce(o.committed_offset, p.start_offset) as committed, p.next_offset as "end"
  from broker.topics t
  join broker.partitions p on p.topic_id = t.topic_id
  left join broker.group_offsets o
    on o.group_name = $1 and o.topic_id = p.topic_id and o.partition = p.partition
 where t.name = any ($2::text[])
 order by t.name, p.partition`;
