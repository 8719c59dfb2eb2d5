import { finds } from './finds.mjs';
import { termination } from './termination.mjs';

finds(
  termination,
  'Deployment content: terminationGracePeriodSeconds gives 40000 ms, container service needs more than 40000',
  (world) => (world.pod.terminationGracePeriodSeconds = 40),
);

finds(
  termination,
  'Deployment content: terminationGracePeriodSeconds gives 30000 ms, container service needs more than 40000',
  (world) => delete world.pod.terminationGracePeriodSeconds,
);

finds(termination, 'Deployment content: container service needs SHUTDOWN_DELAY_MS and SHUTDOWN_DEADLINE_MS', (world) =>
  world.unset('SHUTDOWN_DELAY_MS'),
);
