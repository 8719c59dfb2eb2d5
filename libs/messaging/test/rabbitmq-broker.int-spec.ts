import { describe, it } from '@jest/globals';
import { rabbitMQForTests } from '@edda/test-rabbitmq';
import { describeBrokerContract } from '../src/testing/index.js';
import { openRabbitMQ } from './rabbitmq-fixture.js';

const installation = await rabbitMQForTests();

if (installation) describeBrokerContract('RabbitMQ', () => openRabbitMQ(installation));
else describe.skip('RabbitMQ', () => it('keeps the contract of a broker', () => undefined));
