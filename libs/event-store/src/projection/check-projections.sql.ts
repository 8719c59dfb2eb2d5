/**
 * Says whether what a process believes of its inline projections is still so, and keeps it so until the end of the
 * transaction. An append states `name@version:status` for each that follows one of its events, before it draws a position.
 *
 * A switch holds the lock of the name alone: while it does, no append that states the projection is under way, so
 * everything up to the sequence's last value is there. One that makes a projection inline takes the lock of all names as
 * well, for a moment: from then on an append that does not state it, because its process knows nothing of it, is refused.
 */
export const CHECK_PROJECTIONS_SQL = `
create or replace function check_projections(p text[], p_written text[]) returns boolean
language plpgsql as $$
declare
  v_entry text;
begin
  foreach v_entry in array p loop
    perform pg_advisory_xact_lock_shared(hashtextextended('projection:' || split_part(v_entry, '@', 1), 0));
  end loop;
  perform pg_advisory_xact_lock_shared(hashtextextended('projections', 0));
  -- In statements of their own: only a new snapshot sees what was committed while a lock was waited for.
  foreach v_entry in array p loop
    if not exists (select from projections s where s.belief = v_entry) then
      return false;
    end if;
  end loop;
  return not exists (
    select from projections s where s.status = 'inline' and s.types && p_written and s.belief <> all (p));
end $$`;
