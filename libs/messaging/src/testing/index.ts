export { describeBrokerContract } from './broker-contract.js';
export type { BrokerFixture } from './broker-fixture.js';
export { eventually } from './eventually.js';
