import { finds } from './finds.mjs';
import { probes } from './probes.mjs';

finds(
  probes,
  'Deployment content: container service has no readinessProbe',
  (world) => delete world.container.readinessProbe,
);

finds(
  probes,
  'Deployment content: container service has no livenessProbe',
  (world) => delete world.container.livenessProbe,
);

finds(
  probes,
  'Deployment content: container service has no startupProbe',
  (world) => delete world.container.startupProbe,
);

finds(probes, 'Deployment content: container sidecar has no startupProbe', (world) =>
  world.pod.containers.push({ ...world.container, name: 'sidecar', startupProbe: undefined }),
);
