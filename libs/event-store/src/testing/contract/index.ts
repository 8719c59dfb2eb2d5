export { describeEventStoreContract } from './event-store-contract.js';
export type { EventStoreFixture } from './event-store-fixture.js';
