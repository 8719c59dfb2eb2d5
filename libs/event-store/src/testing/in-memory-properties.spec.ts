import { describeAppendProperties } from '../../test/support/append-properties.js';
import { InMemoryEventStore } from './in-memory/in-memory-event-store.js';

const store = new InMemoryEventStore();

describeAppendProperties('The store in memory', () => store, 200);
