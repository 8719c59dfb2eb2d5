import { describe } from '@jest/globals';
import { KAFKA_VERSIONS, kafkaForTests } from '@edda/test-kafka';
import { describeBrokerContract } from '../src/testing/index.js';
import { openKafka } from './kafka-fixture.js';

/** The newest one everywhere, the others where all is tested. */
const versions = process.env['CI'] ? KAFKA_VERSIONS : KAFKA_VERSIONS.slice(-1);

for (const version of versions) {
  const installation = await kafkaForTests(version);
  (installation ? describe : describe.skip)(`on Apache Kafka ${version}`, () => {
    describeBrokerContract('the Kafka driver', () => openKafka(installation));
  });
}
