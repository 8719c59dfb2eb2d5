/**
 * Which member should hold which partition: the partitions of all topics in order, dealt out in turn to the members
 * that subscribe to the topic. It follows from the members alone, so everybody comes to the same answer.
 */
export const WANTED_PARTITIONS_SQL = `
create or replace function broker.wanted_partitions(p_group text)
returns table (topic_id int, partition int, member_id uuid)
language sql stable as $$
  with seats as (
    select t.topic_id, t.name, t.partition_count, m.member_id,
           row_number() over (partition by t.topic_id order by m.member_id) - 1 as seat,
           count(*) over (partition by t.topic_id) as seat_count
      from broker.group_members m
      join broker.topics t on t.name = any (m.topics)
     where m.group_name = p_group
  ), places as (
    select p.topic_id, p.partition, row_number() over (order by t.name, p.partition) - 1 as place
      from broker.partitions p
      join broker.topics t on t.topic_id = p.topic_id
     where p.topic_id in (select s.topic_id from seats s)
  )
  select l.topic_id, l.partition, s.member_id
    from places l
    join seats s on s.topic_id = l.topic_id and s.seat = l.place % s.seat_count
$$`;
