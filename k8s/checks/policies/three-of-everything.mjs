/** What production needs so that one machine may fail at any time. */
export function threeOfEverything(objects) {
  const of = (kind) => objects.filter((one) => one.kind === kind);
  const scaled = new Map(of('ScaledObject').map(({ spec }) => [spec.scaleTargetRef.name, spec.minReplicaCount ?? 0]));
  const counts = [
    ...of('Deployment').map((one) => [one, scaled.get(one.metadata.name) ?? one.spec.replicas ?? 1]),
    ...of('KafkaNodePool').map((one) => [one, one.spec.replicas]),
    ...of('KafkaTopic').map((one) => [one, one.spec.replicas]),
    ...of('Cluster').map((one) => [one, one.spec.instances]),
  ];
  const acknowledged = [
    ...of('Kafka').map((one) => [one, one.spec.kafka.config['min.insync.replicas']]),
    ...of('KafkaTopic').map((one) => [one, one.spec.config['min.insync.replicas']]),
  ];
  return [
    ...counts.filter(([, count]) => !(count >= 3)).map(([one, count]) => `${nameOf(one)}: ${count} instead of 3`),
    ...acknowledged
      .filter(([, count]) => count !== 2)
      .map(([one, count]) => `${nameOf(one)}: min.insync.replicas is ${count} instead of 2`),
    ...of('Deployment')
      .filter(({ metadata: { name }, spec }) => scaled.has(name) && spec.replicas !== undefined)
      .map((one) => `${nameOf(one)}: it says replicas, and a ScaledObject does too`),
    ...of('Cluster')
      .filter(({ spec }) => !spec.postgresql?.synchronous)
      .map((one) => `${nameOf(one)}: what is acknowledged may be on one machine only`),
  ];
}

function nameOf({ kind, metadata: { name } }) {
  return `${kind} ${name}`;
}
