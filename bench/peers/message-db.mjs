import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pg from 'pg';

const DATABASE = join(dirname(createRequire(import.meta.url).resolve('@eventide/message-db/package.json')), 'database');

/** In the order of its install.sh, less the views and privileges that nothing here uses. */
const SCRIPTS = [
  'roles/message-store',
  'schema/message-store',
  'extensions/pgcrypto',
  'tables/messages',
  'types/message',
  'functions/message-store-version',
  'functions/hash-64',
  'functions/acquire-lock',
  'functions/category',
  'functions/is-category',
  'functions/id',
  'functions/cardinal-id',
  'functions/stream-version',
  'functions/write-message',
  'functions/get-stream-messages',
  'functions/get-category-messages',
  'functions/get-last-stream-message',
  'indexes/messages-id',
  'indexes/messages-stream',
  'indexes/messages-category',
];

const WRITE_SQL = 'select write_message($1, $2, $3, $4, $5, $6)';

/**
 * message-db through its `write_message`: a call for one message; several in one transaction, one call each, every one
 * with the version it expects.
 */
export async function open({ url, poolSize, event }) {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    options: '-c search_path=message_store,public -c client_min_messages=warning',
  });
  for (const script of SCRIPTS) await pool.query(readFileSync(join(DATABASE, `${script}.sql`), 'utf8'));
  const stream = (id) => `${event.category}-${id}`;
  const write = (client, id, data, expected) =>
    client.query(WRITE_SQL, [
      event.newId(),
      stream(id),
      event.type,
      JSON.stringify(data),
      JSON.stringify(event.metadata()),
      expected,
    ]);
  return {
    name: 'message-db',

    async append(id, version, count) {
      // Its first message has position 0; -1 expects no stream.
      const events = event.some(count);
      if (count === 1) return write(pool, id, events[0], version - 1);
      const client = await pool.connect();
      try {
        await client.query('begin');
        for (const [index, data] of events.entries()) await write(client, id, data, version - 1 + index);
        await client.query('commit');
      } finally {
        client.release();
      }
    },

    async readStream(id) {
      const { rows } = await pool.query('select * from get_stream_messages($1, 0, -1)', [stream(id)]);
      for (const row of rows) {
        row.data = JSON.parse(row.data);
        row.metadata = JSON.parse(row.metadata);
      }
      return rows.length;
    },

    clear: () => pool.query('truncate messages'),
    close: () => pool.end(),
  };
}
