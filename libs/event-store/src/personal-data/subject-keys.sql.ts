/** Several services start at once: `if not exists` alone would let two of them create the same table. */
export const CREATE_SUBJECT_KEYS = `
  do $$ begin
    perform pg_advisory_xact_lock(hashtextextended('edda:subject-keys', 0));
    create table if not exists subject_keys (
      tenant_id text not null,
      subject_id text not null,
      wrapped bytea,
      master_key text check ((master_key is null) = (wrapped is null)),
      created_at timestamptz not null default now(),
      forgotten_at timestamptz check ((forgotten_at is null) <> (wrapped is null)),
      forgotten_by text,
      reason text,
      is_announced boolean not null default false,
      primary key (tenant_id, subject_id)
    );
    create index if not exists subject_keys_to_announce on subject_keys (forgotten_by)
      where forgotten_at is not null and not is_announced;
    create index if not exists subject_keys_by_master on subject_keys (master_key) where wrapped is not null;
  end $$`;

/** $1 tenant, $2 subjects, $3 a fresh key for each, wrapped, $4 the master key's id. */
export const SUBJECT_KEYS_FOR = `
  with wanted as (
    select subject_id, wrapped from unnest($2::text[], $3::bytea[]) as w (subject_id, wrapped)
  ), known as (
    select k.subject_id, k.wrapped, k.master_key
      from wanted join subject_keys k on k.tenant_id = $1 and k.subject_id = wanted.subject_id
  ), made as (
    insert into subject_keys (tenant_id, subject_id, wrapped, master_key)
    select $1, w.subject_id, w.wrapped, $4 from wanted w
     where not exists (select from known where known.subject_id = w.subject_id)
     order by w.subject_id
    on conflict do nothing
    returning subject_id, wrapped, master_key
  )
  select subject_id, wrapped, master_key from known
  union all
  select subject_id, wrapped, master_key from made`;

/** $1 tenant, $2 subject, $3 the service that tells the others, $4 reason. */
export const FORGET_SUBJECT = `
  insert into subject_keys as k (tenant_id, subject_id, forgotten_at, forgotten_by, reason)
  values ($1, $2, date_trunc('milliseconds', now()), $3, $4)
  on conflict (tenant_id, subject_id) do update
     set wrapped = null, master_key = null,
         forgotten_at = coalesce(k.forgotten_at, excluded.forgotten_at),
         forgotten_by = coalesce(k.forgotten_by, excluded.forgotten_by),
         reason = case when k.forgotten_at is null then excluded.reason else k.reason end
  returning tenant_id, subject_id, forgotten_at, reason`;
