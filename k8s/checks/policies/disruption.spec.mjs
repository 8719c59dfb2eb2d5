import { finds } from './finds.mjs';
import { disruption } from './disruption.mjs';

finds(disruption, 'Deployment content: 0 PodDisruptionBudgets select its pods, one should', (world) =>
  world.remove('PodDisruptionBudget', 'content'),
);

finds(
  disruption,
  'Deployment content: its PodDisruptionBudget may hold up the draining of a node for good',
  (world) => (world.find('PodDisruptionBudget', 'content').spec.maxUnavailable = 0),
);

finds(
  disruption,
  'Deployment content: a rolling update may leave it without a pod, maxUnavailable is not 0',
  (world) => (world.deployment.spec.strategy.rollingUpdate.maxUnavailable = 1),
);

finds(
  disruption,
  'Deployment content: its pods are not spread over nodes',
  (world) => delete world.pod.topologySpreadConstraints,
);
