import { STREAM_DOES_NOT_EXIST } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';

/** Emmett through its event store, its schema migrated beforehand, over a pool of ours for the size alone. */
export async function open({ url, poolSize, event }) {
  const pool = new pg.Pool({ connectionString: url, max: poolSize });
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
  await store.schema.migrate();
  const stream = (id) => `${event.category}-${id}`;
  return {
    name: 'Emmett',

    async append(id, version, count) {
      await store.appendToStream(
        stream(id),
        event.some(count).map((data) => ({ type: event.type, data, metadata: event.metadata() })),
        { expectedStreamVersion: version === 0 ? STREAM_DOES_NOT_EXIST : BigInt(version) },
      );
    },

    readStream: async (id) => (await store.readStream(stream(id))).events.length,

    /** With its own intervals: it asks every 50 ms, and less often while nothing comes. */
    async follow(handle) {
      const consumer = store.consumer();
      consumer.reactor({
        processorId: 'bench',
        startFrom: 'END',
        eachMessage: ({ metadata }) => handle(metadata.streamName),
        connectionOptions: { connectionString: url },
      });
      const running = consumer.start();
      return async () => {
        await consumer.stop();
        await running;
      };
    },

    clear: () => pool.query('truncate emt_messages, emt_streams'),
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
}
