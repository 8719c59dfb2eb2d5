import type { DataSource } from 'typeorm';

/** Names of the log that {@link fillLog} makes: the lower the number, the more events have it. */
export const categoryName = (number: number): string => `category-${number}`;
export const typeName = (number: number): string => `Type${number}`;
export const tenantName = (number: number): string => `tenant-${number}`;

/**
 * Fills an empty log, quickly: ten events in a stream on the average, 200 categories and types of very different
 * frequency, three tenants, five events in a correlation, one event a second up to now, a fiftieth of it commands. A
 * quarter of the streams has a snapshot, a twentieth of the log lies in the archive.
 */
export async function fillLog(dataSource: DataSource, events: number): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('set auto_explain.log_min_duration = -1');
    await runner.query(`set maintenance_work_mem = '256MB'`);
    const indexes = (await runner.query(
      `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
         from pg_index i join pg_class c on c.oid = i.indexrelid
        where i.indrelid = 'events'::regclass and not i.indisunique`,
    )) as { name: string; definition: string }[];
    for (const { name } of indexes) await runner.query(`drop index ${name}`);
    await runner.query(EVENTS_SQL, [events]);
    for (const { definition } of indexes) await runner.query(definition);
    await runner.query(STREAMS_SQL);
    await runner.query(SNAPSHOTS_SQL);
    await runner.query(ARCHIVE_SQL, [events / 20]);
    // What autovacuum does in the course of time: without it no index is enough by itself.
    await runner.query('vacuum (analyze) events, streams, snapshots, archived_events');
  } finally {
    await runner.query('reset all');
    await runner.release();
  }
}

const EVENTS_SQL = `
  with numbered as (
    select i, (random() ^ 3 * $1 / 10)::int as stream, (random() ^ 3 * 200)::int as type, i % 50 = 0 as command
      from generate_series(1, $1::int) as i
  ), placed as (
    select i, command, format('Type%s', type) as type, stream,
           format('tenant-%s', case when stream % 20 = 0 then 3 when stream % 6 = 0 then 2 else 1 end) as tenant,
           format('category-%s', floor(((stream % 1000) / 1000.0) ^ 3 * 200)) as category,
           now() - make_interval(secs => $1::int - i) as recorded_at,
           case when not command then row_number() over (partition by command, stream order by i) end as version
      from numbered
  )
  insert into events (id, kind, tenant_id, stream_id, category, version, previous_public, type, schema_version, topic,
                      data, metadata, recorded_at)
  select (lpad(to_hex((extract(epoch from recorded_at) * 1000)::bigint), 12, '0') || '7' || substr(md5(i::text), 1, 3)
          || '8' || substr(md5(i::text), 4, 15))::uuid,
         case when command then 'command' else 'event' end, tenant, category || '-' || stream, category, version,
         case when not command and i % 2 = 0 then greatest(version - 1, 0) end, type, '1.0.0',
         case when command then 'learning_commands' when i % 2 = 0 then 'content_events' end,
         json_build_object('text', repeat('x', 150 + i % 150)),
         json_build_object('correlationId', md5((i / 5)::text)::uuid, 'causationId', null, 'userId', null,
                           'traceparent', null, 'source', 'content'),
         recorded_at
    from placed order by i`;

const STREAMS_SQL = `
  insert into streams (tenant_id, stream_id, category, version, public_version)
  select tenant_id, stream_id, min(category), max(version), coalesce(max(version) filter (where topic is not null), 0)
    from events where kind = 'event' group by tenant_id, stream_id`;

const SNAPSHOTS_SQL = `
  insert into snapshots (tenant_id, stream_id, version, schema_version, state)
  select tenant_id, stream_id, version, 1, json_build_object('notes', version, 'last', 'x')
    from streams where hashtext(stream_id) % 4 = 0`;

const ARCHIVE_SQL = `
  with gone as (
    select i, 'archived-' || i / 10 as stream_id, 1 + i % 10 as version from generate_series(0, $1::int) as i
  ), streams_made as (
    insert into streams (tenant_id, stream_id, category, version, public_version, archived_at)
    select 'tenant-1', stream_id, 'archived', max(version), 0, now() from gone group by stream_id
  )
  insert into archived_events (position, id, kind, tenant_id, stream_id, category, version, previous_public, type,
                               schema_version, topic, data, metadata, recorded_at)
  select -i - 1, gen_random_uuid(), 'event', 'tenant-1', stream_id, 'archived', version, null, 'Type1', '1.0.0', null,
         '{"text":"archived"}', '{"correlationId":"0190b2a0-0000-7000-8000-000000000000"}', now() - interval '1 year'
    from gone`;
