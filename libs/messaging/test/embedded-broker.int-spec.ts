import { describeBrokerContract } from '../src/testing/index.js';
import { openFixture } from './embedded-fixture.js';

describeBrokerContract('The embedded broker', openFixture);
