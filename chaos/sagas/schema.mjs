/**
 * In the database of the sagas. `chaos_effects` has no unique key, so that an effect that happens twice stands there twice;
 * `chaos_mended` names the sagas whose steps and compensations do not fail for good any more; `chaos_fired` keeps when, by the clock of the database, timers fired.
 */
export const SAGAS_SQL = `
  create table chaos_effects (
    seq bigint generated always as identity,
    saga_id uuid not null,
    kind text not null,
    step text not null,
    round int not null,
    index int not null,
    attempt int not null
  );
  create table chaos_mended (saga_id uuid primary key);
  create table chaos_fired (event_id uuid not null, at timestamptz not null);
  create function chaos_note_fired() returns trigger language plpgsql as
  $$ begin insert into chaos_fired values (new.id, clock_timestamp()); return null; end $$;
  create trigger chaos_fired after insert on events
    for each row when (new.type = 'TimerFired') execute function chaos_note_fired();
`;

/** In the database of the other context: the commands it has carried out, and the answers that are still to come. */
export const CONTEXT_SQL = `
  create table chaos_carried (
    seq bigint generated always as identity,
    command_id uuid not null,
    data json not null
  );
  create table chaos_late (
    id bigint generated always as identity,
    due_at timestamptz not null,
    data json not null
  );
  create index on chaos_late (due_at);
`;

/** What switches a protection off in the database of the other context; `switched-off.mjs` has those of the workers. */
export const SWITCHED_OFF = {
  /** Nothing remembers which commands were handled. */
  'inbox-once': `
    create or replace function mark_message_handled(of_subscription text, id uuid) returns text language sql as
    $$ select 'open' $$`,
};
