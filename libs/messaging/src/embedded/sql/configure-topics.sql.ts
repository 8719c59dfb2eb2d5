/** Gives the topics $1 the retention times $2, in milliseconds. */
export const CONFIGURE_TOPICS_SQL = `
update broker.topics t
   set retention_ms = n.retention_ms
  from unnest($1::text[], $2::bigint[]) as n (name, retention_ms)
 where t.name = n.name and t.retention_ms <> n.retention_ms`;
