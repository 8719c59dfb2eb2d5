import { afterAll, afterEach, beforeAll, beforeEach, describe, jest } from '@jest/globals';
import type { BrokerFixture } from './broker-fixture.js';
import { closing } from './contract/closing.js';
import { ContractWorld } from './contract/contract-world.js';
import { groups } from './contract/groups.js';
import { outages } from './contract/outages.js';
import { publishing } from './contract/publishing.js';
import { rebalancing } from './contract/rebalancing.js';
import { redelivery } from './contract/redelivery.js';
import { topics } from './contract/topics.js';

/**
 * The suite that every driver of the broker port passes. Registers its tests with Jest.
 *
 * @param driver how the driver is called in the names of the tests
 * @param open starts or finds a server; called once
 */
export function describeBrokerContract(driver: string, open: () => Promise<BrokerFixture>): void {
  // Rebalances take as long as the driver's time-outs; a test that waits in vain fails by its own wait.
  jest.setTimeout(60_000);
  describe(`${driver} keeps the contract of a broker`, () => {
    let fixture: BrokerFixture;
    let world: ContractWorld;
    beforeAll(async () => {
      fixture = await open();
    }, 120_000);
    afterAll(() => fixture.close(), 120_000);
    beforeEach(() => {
      world = new ContractWorld(fixture);
    });
    afterEach(() => world.close(), 60_000);

    for (const part of [topics, publishing, groups, redelivery, rebalancing, closing, outages]) part(() => world);
  });
}
