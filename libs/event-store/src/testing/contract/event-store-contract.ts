import { afterAll, afterEach, beforeAll, beforeEach, describe } from '@jest/globals';
import { appending } from './appending.js';
import { cancellation } from './cancellation.js';
import { concurrentAppends } from './concurrent-appends.js';
import { ContractWorld } from './contract-world.js';
import type { EventStoreFixture } from './event-store-fixture.js';
import { following } from './following.js';
import { limits } from './limits.js';
import { readersAndWriters } from './readers-and-writers.js';
import { readingStreams } from './reading-streams.js';
import { readingTheLog } from './reading-the-log.js';
import { repetition } from './repetition.js';
import { roundTrips } from './round-trips.js';
import { sharing } from './sharing.js';
import { streamStates } from './stream-states.js';
import { subscribing } from './subscribing.js';
import { tenants } from './tenants.js';

const WRITING = [appending, concurrentAppends, repetition, limits, roundTrips, tenants, streamStates];
const READING = [readingStreams, readingTheLog, readersAndWriters, cancellation];
const FOLLOWING = [subscribing, following, sharing];

/**
 * The suite that every event store passes. Registers its tests with Jest.
 *
 *     describeEventStoreContract('The store in memory', async () => { ... });
 *
 * @param name how the store is called in the names of the tests
 * @param open makes a store; called once
 */
export function describeEventStoreContract(name: string, open: () => Promise<EventStoreFixture>): void {
  describe(`${name} keeps the contract of an event store`, () => {
    let fixture: EventStoreFixture;
    let world: ContractWorld;
    beforeAll(async () => {
      fixture = await open();
      world = new ContractWorld(fixture);
    }, 120_000);
    afterAll(() => fixture.close(), 120_000);
    beforeEach(() => {
      world = new ContractWorld(fixture);
    });
    afterEach(() => world.close(), 60_000);

    for (const part of [...WRITING, ...READING, ...FOLLOWING]) part(() => world);
  });
}
