/** Those of the topics $2 that the group $1 reads or has read. */
export const GROUP_TOPICS_SQL = `
select t.name
  from broker.topics t
 where t.name = any ($2::text[])
   and exists (select from broker.group_offsets o where o.group_name = $1 and o.topic_id = t.topic_id)
 order by t.name`;
