import { finds } from './finds.mjs';
import { everyService } from './services.mjs';

finds(everyService, 'apps/content has no Service: add k8s/base/content', (world) => world.remove('Service', 'content'));

finds(everyService, 'apps/content has no Deployment: add k8s/base/content', (world) =>
  world.remove('Deployment', 'content'),
);

finds(
  everyService,
  'apps/content has no URL: add it to k8s/base/upstreams.env',
  ({ objects }) => delete objects.find(({ metadata: { name } }) => name.startsWith('upstreams')).data.CONTENT_URL,
);

finds(everyService, 'Deployment contents belongs to no service in apps/', (world) =>
  world.objects.push({ kind: 'Deployment', metadata: { name: 'contents' } }),
);
