import { finds } from './finds.mjs';
import { network } from './network.mjs';

finds(network, 'Deployment content: no NetworkPolicy says who may call it', (world) =>
  world.remove('NetworkPolicy', 'content'),
);

finds(network, 'no NetworkPolicy denies all connections that no other one allows', (world) =>
  world.remove('NetworkPolicy', 'default-deny'),
);

finds(
  network,
  'a NetworkPolicy lets everybody in: say from where',
  (world) => delete world.find('NetworkPolicy', 'content').spec.ingress[0].from,
);
