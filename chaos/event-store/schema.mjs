/**
 * The tables of the run. `chaos_effects` has no unique key, so that an effect that happens twice stands there twice.
 * Units of work that change several of the few `chaos_totals` in random order deadlock. A row in `chaos_commits` makes
 * its transaction wait, and fail if it says so, at its commit: after its appends, whichever way the store writes them.
 */
export const SCHEMA_SQL = `
  create table chaos_effects (
    seq bigint generated always as identity,
    subscription text not null,
    position bigint not null
  );
  create table chaos_marks (operation uuid primary key);
  create table chaos_balances (
    tenant_id text not null,
    stream_id text not null,
    moves bigint not null,
    primary key (tenant_id, stream_id)
  );
  create table chaos_totals (id int primary key, transfers bigint not null default 0);
  insert into chaos_totals (id) select generate_series(1, 10);
  create table chaos_elsewhere (id bigint generated always as identity, note text not null);
  create table chaos_commits (delay_ms double precision not null, fails boolean not null);
  create function chaos_at_commit() returns trigger language plpgsql as $$
  begin
    perform pg_sleep(new.delay_ms / 1000);
    if new.fails then raise exception 'undone at its commit' using errcode = 'P0001'; end if;
    return null;
  end $$;
  create constraint trigger at_commit after insert on chaos_commits
    deferrable initially deferred for each row execute function chaos_at_commit();
  create view chaos_no_locks as select * from pg_locks where false;
`;
