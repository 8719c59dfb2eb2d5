/**
 * Which of these subjects this log knows to be forgotten. Until the end of the transaction none of the others will be:
 * the shared locks are taken in one order, and looked behind in a statement of its own, whose snapshot is younger.
 */
export const FORGOTTEN_AMONG_SQL = `
create or replace function forgotten_among(p_tenants text[], p_subjects text[]) returns table (subject_id text)
language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('subject:' || s.tenant_id || '/' || s.subject_id, 0))
     from (select distinct n.tenant_id, n.subject_id from unnest(p_tenants, p_subjects) as n (tenant_id, subject_id)
            order by 1, 2) as s;
  return query
    select n.subject_id from unnest(p_tenants, p_subjects) as n (tenant_id, subject_id)
      join streams s on s.tenant_id = n.tenant_id and s.stream_id = 'subject-' || n.subject_id;
end $$`;
