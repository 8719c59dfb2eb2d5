import { TOPICS } from '@edda/event-schemas';
import { PostgresEventStore } from '@edda/event-store';
import { newId } from '@edda/kernel';
import { openPool } from '../../../chaos/lib/pool.mjs';
import { CATEGORY, metadata, SCHEMA_VERSION, someOrders, SOURCE, TENANT, TYPE } from '../order-placed.mjs';
import { POOL_SIZE } from '../settings.mjs';
import { COUNT_ORDER_SQL } from './edda.mjs';

/**
 * The plain limit: one `insert ... select unnest` per append into a table with the columns and indexes of Edda's. No
 * validation, no stream row, no check but that of the unique index.
 *
 * @param {boolean} prepared parsed and planned once on each connection, which hand-written inserts seldom are
 */
export async function openPlain(url, prepared = false) {
  const model = await PostgresEventStore.open({ url, source: SOURCE, poolSize: 2 });
  await model.close();
  const insert = { text: INSERT_SQL, ...(prepared && { name: 'insert' }) };
  const pool = openPool({ connectionString: url, max: POOL_SIZE });
  await pool.query('create table plain_events (like events including all)');
  await pool.query('create table order_counts (stream_id text primary key, orders int not null)');
  return {
    name: prepared ? 'plain insert, prepared' : 'plain insert',

    append: (id, version, count) => pool.query({ ...insert, values: rows(id, version, count) }),

    async appendWithProjection(id, version) {
      const client = await pool.connect();
      try {
        await client.query('begin');
        await client.query(COUNT_ORDER_SQL, [id, version + 1]);
        await client.query({ ...insert, values: rows(id, version, 1) });
        await client.query('commit');
      } finally {
        client.release();
      }
    },

    async readStream(id) {
      const { rows: events } = await pool.query(READ_SQL, [TENANT, `${CATEGORY}-${id}`]);
      return events.length;
    },

    clear: () => pool.query('truncate plain_events, order_counts'),
    close: () => pool.end(),
  };
}

const INSERT_SQL = `
  insert into plain_events (id, kind, tenant_id, stream_id, category, version, previous_public,
                            type, schema_version, topic, data, metadata, recorded_at)
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[],
                       $8::text[], $9::text[], $10::text[], $11::json[], $12::json[], $13::timestamptz[])`;

const READ_SQL = `
  select position, id, kind, tenant_id, stream_id, category, version, previous_public, type, schema_version, topic, data,
         metadata, recorded_at
    from plain_events where tenant_id = $1 and stream_id = $2 order by version`;

function rows(id, version, count) {
  const events = someOrders(count);
  const all = (value) => events.map(() => value);
  return [
    events.map(() => newId()),
    all('event'),
    all(TENANT),
    all(`${CATEGORY}-${id}`),
    all(CATEGORY),
    events.map((_, index) => version + index + 1),
    events.map((_, index) => version + index),
    all(TYPE),
    all(SCHEMA_VERSION),
    all(TOPICS.content.event.name),
    events.map((data) => JSON.stringify(data)),
    events.map(() => JSON.stringify(metadata())),
    all(new Date()),
  ];
}
