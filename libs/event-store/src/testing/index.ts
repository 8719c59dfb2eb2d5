export { eventStoreOver } from './event-store-over.js';
export { given, type Then } from './given.js';
