import { services } from '../checks/services.mjs';
import { consumerGroups } from './consumer-groups.mjs';

/** Records that a replica may be behind with before another one is wanted. */
const LAG = 500;

/** A ScaledObject for each service that reads topics, with a trigger for each of its consumer groups. */
export function scaledObjects(root) {
  return services(root)
    .map((service) => ({ service, groups: consumerGroups(root, service) }))
    .filter(({ groups }) => groups.length > 0)
    .map(({ service, groups }) => ({
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: service },
      spec: { scaleTargetRef: { name: service }, triggers: groups.map(triggerOf) },
    }));
}

/** Without a topic the trigger counts all topics the group has read. */
function triggerOf(group) {
  return {
    type: 'kafka',
    authenticationRef: { name: 'kafka' },
    metadata: {
      bootstrapServers: 'edda-kafka-bootstrap.edda.svc:9093',
      consumerGroup: group,
      lagThreshold: String(LAG),
      offsetResetPolicy: 'earliest',
      // KEDA speaks a protocol that Kafka 4 has given up unless it is told otherwise.
      version: '3.6.0',
      sasl: 'scram_sha512',
      tls: 'enable',
    },
  };
}
