import { describeBrokerContract } from '../src/testing/index.js';
import { openEmbeddedBroker } from './embedded-fixture.js';

describeBrokerContract('The embedded broker', openEmbeddedBroker);
