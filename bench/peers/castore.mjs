import { EventStore, EventType } from '@castore/core';
import { PostgresEventStorageAdapter } from '@castore/event-storage-adapter-postgres';

/** Castore through its event store: `pushEvent` for one event, `pushEventGroup` for several. */
export async function open({ url, poolSize, event }) {
  // The adapter takes no pool size; that of its driver is the common one.
  if (poolSize !== 10) throw new Error('Castore always has 10 connections.');
  await PostgresEventStorageAdapter.createEventTable({ connectionString: url });
  const adapter = new PostgresEventStorageAdapter({ connectionString: url });
  const store = new EventStore({
    eventStoreId: event.category,
    eventTypes: [new EventType({ type: event.type })],
    reducer: (_state, { aggregateId, version }) => ({ aggregateId, version }),
    eventStorageAdapter: adapter,
  });
  const details = (aggregateId, version, data) => ({
    aggregateId,
    version,
    type: event.type,
    payload: data,
    metadata: event.metadata(),
  });
  return {
    name: 'Castore',

    async append(id, version, count) {
      const events = event.some(count).map((data, index) => details(id, version + 1 + index, data));
      if (count === 1) await store.pushEvent(events[0]);
      else await EventStore.pushEventGroup(...events.map((one) => store.groupEvent(one)));
    },

    readStream: async (id) => (await store.getEvents(id)).events.length,
    clear: () => adapter._sql`truncate event`,
    close: () => adapter._sql.end(),
  };
}
