import { finds } from './finds.mjs';
import { resources } from './resources.mjs';

finds(
  resources,
  'Deployment content: container service has no resources.limits.memory',
  (world) => delete world.container.resources.limits.memory,
);

finds(
  resources,
  'Deployment content: container service has no resources.requests.cpu',
  (world) => delete world.container.resources.requests.cpu,
);

finds(
  resources,
  'Job content-migrate-v1: container service has no resources.limits.cpu',
  (world) => delete world.jobContainer.resources.limits.cpu,
);
