/**
 * Whether a member has been silent for longer than its session time-out. Nobody could be heard before the server
 * started: after a restart everyone gets the full time again.
 */
export const IS_STALE_SQL = `
create or replace function broker.is_stale(p_heartbeat_at timestamptz, p_session_timeout interval)
returns boolean language sql volatile as $$
  select greatest(p_heartbeat_at, pg_postmaster_start_time()) + p_session_timeout < clock_timestamp()
$$`;
