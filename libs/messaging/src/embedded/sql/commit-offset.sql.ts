/** Moves the committed offset; touches no row when the member ($4) does not hold the partition since the generation $5. */
export const COMMIT_OFFSET_SQL = `
update broker.group_offsets o
   set committed_offset = $6
 where o.group_name = $1 and o.topic_id = $2 and o.partition = $3 and o.member_id = $4 and o.generation = $5
returning o.committed_offset`;
