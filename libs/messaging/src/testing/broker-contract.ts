import { afterAll, afterEach, beforeAll, beforeEach, describe, jest } from '@jest/globals';
import type { BrokerFixture } from './broker-fixture.js';
import { backPressure } from './contract/back-pressure.js';
import { closing } from './contract/closing.js';
import { ContractWorld } from './contract/contract-world.js';
import { finishing } from './contract/finishing.js';
import { groups } from './contract/groups.js';
import { movingGroups } from './contract/moving-groups.js';
import { outages } from './contract/outages.js';
import { publishing } from './contract/publishing.js';
import { queues } from './contract/queues.js';
import { rebalancing } from './contract/rebalancing.js';
import { redelivery } from './contract/redelivery.js';
import { requests } from './contract/requests.js';
import { topics } from './contract/topics.js';

const PARTS = [
  topics,
  publishing,
  groups,
  queues,
  finishing,
  backPressure,
  redelivery,
  rebalancing,
  closing,
  movingGroups,
  requests,
  outages,
];

/**
 * The suite that every driver of the broker port passes. Registers its tests with Jest.
 *
 * @param driver how the driver is called in the names of the tests
 * @param open starts or finds a server; called once
 * @param testTimeoutMs longest time for one test; rebalances take as long as the driver's time-outs
 */
export function describeBrokerContract(
  driver: string,
  open: () => Promise<BrokerFixture>,
  testTimeoutMs = 180_000,
): void {
  jest.setTimeout(testTimeoutMs);
  describe(`${driver} keeps the contract of a broker`, () => {
    let fixture: BrokerFixture;
    let world: ContractWorld;
    beforeAll(async () => {
      fixture = await open();
    }, 300_000);
    afterAll(() => fixture?.close(), 120_000);
    beforeEach(() => {
      world = new ContractWorld(fixture);
    });
    afterEach(() => world.close());

    for (const part of PARTS) part(() => world);
  });
}
