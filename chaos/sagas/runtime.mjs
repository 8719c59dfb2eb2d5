import { SagaRunner } from '@edda/sagas';
import { LOGGER } from './logger.mjs';

/** The runtime of one worker. @returns {SagaRunner} */
export function openRuntime({ store, given, definitions, failpoint }) {
  const { dataSource, unitOfWork } = store;
  const { leaseMs, pollMs, concurrency } = given;
  const runner = new SagaRunner({
    service: 'content',
    dataSource,
    unitOfWork,
    logger: LOGGER,
    leaseMs,
    pollMs,
    concurrency,
    failpoint,
  });
  runner.register(...definitions);
  return runner;
}
