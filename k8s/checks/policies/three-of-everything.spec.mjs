import { finds } from './finds.mjs';
import { threeOfEverything } from './three-of-everything.mjs';

finds(
  threeOfEverything,
  'Deployment content: 2 instead of 3',
  (world) => (world.find('ScaledObject', 'content').spec.minReplicaCount = 2),
);

finds(
  threeOfEverything,
  'Deployment gateway: 1 instead of 3',
  (world) => delete world.find('Deployment', 'gateway').spec.replicas,
);

finds(
  threeOfEverything,
  'Deployment content: it says replicas, and a ScaledObject does too',
  (world) => (world.deployment.spec.replicas = 3),
);

finds(
  threeOfEverything,
  'KafkaTopic content-events: min.insync.replicas is undefined instead of 2',
  (world) => delete world.find('KafkaTopic', 'content-events').spec.config['min.insync.replicas'],
);

finds(
  threeOfEverything,
  'KafkaNodePool nodes: 1 instead of 3',
  (world) => (world.find('KafkaNodePool', 'nodes').spec.replicas = 1),
);

finds(
  threeOfEverything,
  'Cluster content-db: what is acknowledged may be on one machine only',
  (world) => delete world.find('Cluster', 'content-db').spec.postgresql.synchronous,
);
