/** In the database of the consumers: without a unique key, so that an effect that happens twice stands there twice. */
export const EFFECTS_SQL = `
  create table chaos_effects (
    seq bigint generated always as identity,
    subscription text not null,
    key text not null,
    message_id uuid not null,
    version bigint
  )`;

/** What switches a protection off in the database of the consumers. */
export const SWITCHED_OFF = {
  /** Nothing remembers which commands were handled. */
  inbox: `
    create or replace function mark_message_handled(of_subscription text, id uuid) returns text language sql as
    $$ select 'open' $$`,
  /** Nothing remembers what was handled last of a key, but for what a process has in its memory. */
  'key-row': `
    create function chaos_forget() returns trigger language plpgsql as
    $$ begin new.last_sequence := null; return new; end $$;
    create trigger chaos_forget before insert or update on subscription_keys
      for each row execute function chaos_forget();
    create function chaos_lenient() returns trigger language plpgsql as
    $$ begin new.strict := false; return new; end $$;
    create trigger chaos_lenient before insert or update on subscriptions
      for each row execute function chaos_lenient();
    create or replace function advance_subscription_key(
      of_subscription text, of_key text, expected bigint, to_sequence bigint
    ) returns text language sql as $$ select 'open' $$`,
  /** Who comes too late commits all the same. */
  fencing: `
    create or replace function advance_subscription_key(
      of_subscription text, of_key text, expected bigint, to_sequence bigint
    ) returns text language plpgsql as $$
    declare
      new_state text;
    begin
      insert into subscription_keys as k (subscription, key, last_sequence) values (of_subscription, of_key, to_sequence)
        on conflict (subscription, key) do update
          set last_sequence = greatest(k.last_sequence, to_sequence), due_at = case when k.state = 'gap' then now() end
        returning state into new_state;
      return new_state;
    end $$;
    create or replace function mark_message_handled(of_subscription text, id uuid) returns text language plpgsql as $$
    begin
      insert into inbox (subscription, message_id) values (of_subscription, id) on conflict do nothing;
      return 'open';
    end $$`,
};
