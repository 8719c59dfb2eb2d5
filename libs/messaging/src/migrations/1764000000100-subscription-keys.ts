import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One row per subscription and key says what was handled last of it, and whether it is held. What was parked before has no
 * lane yet: the subscription gives it one when it starts.
 */
export class SubscriptionKeys1764000000100 implements MigrationInterface {
  readonly name = 'SubscriptionKeys1764000000100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(SUBSCRIPTIONS);
    await queryRunner.query(KEYS);
    await queryRunner.query(ADVANCE);
    await queryRunner.query(MARK);
    await queryRunner.query(PARKED);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop function if exists advance_subscription_key, mark_message_handled');
    await queryRunner.query('drop table if exists subscription_keys, subscriptions');
    await queryRunner.query(`
      drop index if exists parked_messages_lane;
      alter table parked_messages
        drop column if exists lane, drop column if exists place, drop column if exists sequence,
        drop column if exists previous, drop column if exists starts_history, drop column if exists letter_id`);
  }
}

/** What worked before this is not strict, and recognises what it handled by the ids in its inbox. */
const SUBSCRIPTIONS = `
  create table if not exists subscriptions (
    name text primary key,
    strict boolean not null,
    checks_inbox boolean not null default false,
    guarantee text,
    started_at timestamptz not null default now()
  );
  insert into subscriptions (name, strict, checks_inbox)
    select name, false, true
      from (select distinct subscription from inbox union select distinct subscription from parked_messages) as used (name)
    on conflict do nothing`;

/** A moved row finds room in its own page, and no index has a column that moving changes: no index is written. */
const KEYS = `
  create table if not exists subscription_keys (
    subscription text not null,
    key text not null,
    last_sequence bigint,
    state text not null default 'open' check (state in ('open', 'gap', 'held')),
    due_at timestamptz,
    primary key (subscription, key)
  ) with (fillfactor = 50);
  create index if not exists subscription_keys_held on subscription_keys (subscription, due_at) where state <> 'open'`;

/** Fails with ED409 when another delivery moved the row, or the key is held. Of a key with gaps it tells that it moved. */
const ADVANCE = `
  create or replace function advance_subscription_key(
    of_subscription text, of_key text, expected bigint, to_sequence bigint
  ) returns text language plpgsql as $$
  declare
    new_state text;
  begin
    if expected is null then
      insert into subscription_keys as k (subscription, key, last_sequence) values (of_subscription, of_key, to_sequence)
        on conflict (subscription, key) do update
          set last_sequence = to_sequence, due_at = case when k.state = 'gap' then now() end
          where k.last_sequence is null and k.state <> 'held'
        returning state into new_state;
    else
      update subscription_keys as k
         set last_sequence = to_sequence, due_at = case when k.state = 'gap' then now() end
       where k.subscription = of_subscription and k.key = of_key and k.last_sequence = expected and k.state <> 'held'
       returning k.state into new_state;
    end if;
    if new_state is null then
      raise exception 'Key % of % moved while a message of it was handled.', of_key, of_subscription using errcode = 'ED409';
    end if;
    return new_state;
  end $$`;

const MARK = `
  create or replace function mark_message_handled(of_subscription text, id uuid) returns text language plpgsql as $$
  begin
    insert into inbox (subscription, message_id) values (of_subscription, id) on conflict do nothing;
    if not found then
      raise exception 'Message % was handled by % before.', id, of_subscription using errcode = 'ED409';
    end if;
    return 'open';
  end $$`;

const PARKED = `
  alter table parked_messages
    add column if not exists lane text,
    add column if not exists place bigint not null default 0,
    add column if not exists sequence bigint,
    add column if not exists previous bigint,
    add column if not exists starts_history boolean not null default false,
    add column if not exists letter_id uuid;
  alter table parked_messages drop constraint if exists parked_messages_status_check;
  alter table parked_messages add constraint parked_messages_status_check
    check (status in ('waiting', 'gap', 'retrying', 'dead')) not valid;
  create index if not exists parked_messages_lane on parked_messages (subscription, lane, place, id)`;
