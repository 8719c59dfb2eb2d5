import { finds } from './finds.mjs';
import { secrets } from './secrets.mjs';

finds(secrets, 'Secret edda is committed: make it in the cluster', (world) =>
  world.objects.push({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'edda' } }),
);

finds(secrets, 'Deployment content: ACCESS_TOKEN is written down, take it from a Secret', (world) =>
  world.container.env.push({ name: 'ACCESS_TOKEN', value: 'hunter2' }),
);

finds(secrets, 'Deployment content: DATABASE_URL is written down, take it from a Secret', (world) =>
  world.container.env.push({ name: 'DATABASE_URL', value: 'postgres://content:hunter2@db:5432/edda' }),
);

finds(secrets, 'ConfigMap upstreams: CALLER_SECRET belongs in a Secret', (world) =>
  world.objects.push({ kind: 'ConfigMap', metadata: { name: 'upstreams' }, data: { CALLER_SECRET: 'x' } }),
);
