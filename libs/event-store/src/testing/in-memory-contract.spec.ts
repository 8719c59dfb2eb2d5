import { describeEventStoreContract } from './contract/index.js';
import { InMemoryEventStore } from './in-memory/in-memory-event-store.js';

describeEventStoreContract('The store in memory', async () => {
  const store = new InMemoryEventStore();
  return {
    store,
    another: async () => new InMemoryEventStore({ log: store.log }),
    close: () => store.close(),
  };
});
