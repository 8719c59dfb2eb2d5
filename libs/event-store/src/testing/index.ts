export { eventStoreOver } from './event-store-over.js';
export { given, type Then } from './given.js';
export { inStream, type GivenEvent, type StreamEvent } from './given-event.js';
export { givenProjection, type ExpectedRow, type ThenRows } from './given-projection.js';
export { givenReaction, type ThenCommands } from './given-reaction.js';
export { InMemoryEventStore, type InMemoryEventStoreOptions } from './in-memory/in-memory-event-store.js';
export { InMemorySubjectKeys } from '../personal-data/in-memory-subject-keys.js';
