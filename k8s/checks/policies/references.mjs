import { workloads } from '../workloads.mjs';

/** Made by hand, as docs/kubernetes.md says. */
const BY_HAND = ['edda'];

/** What pods and the scaler name is there: ConfigMaps, claims and accounts among the objects, Secrets by what makes them. */
export function references(objects) {
  const names = (kind) => objects.filter((one) => one.kind === kind).map(({ metadata: { name } }) => name);
  const known = {
    ConfigMap: new Set(names('ConfigMap')),
    PersistentVolumeClaim: new Set(names('PersistentVolumeClaim')),
    ServiceAccount: new Set(names('ServiceAccount')),
    Secret: new Set([
      ...BY_HAND,
      ...names('Cluster').map((name) => `${name}-app`),
      ...names('Kafka').map((name) => `${name}-cluster-ca-cert`),
      ...names('KafkaUser'),
    ]),
  };
  const pods = workloads(objects).flatMap(({ what, spec, containers }) => [
    ...[...podReferences(spec), ...containers.flatMap(containerReferences)]
      .filter(([kind, name]) => !known[kind].has(name))
      .map(([kind, name]) => `${what}: nothing makes the ${kind} ${name}`),
    ...containers.flatMap(({ env = [] }) =>
      lateVariables(env).map((name) => `${what}: $(${name}) is used before it is set`),
    ),
  ]);
  const logins = objects
    .filter(({ kind }) => kind === 'TriggerAuthentication')
    .flatMap(({ metadata, spec: { secretTargetRef = [], configMapTargetRef = [] } }) =>
      [
        ...secretTargetRef.map(({ name }) => ['Secret', name]),
        ...configMapTargetRef.map(({ name }) => ['ConfigMap', name]),
      ]
        .filter(([kind, name]) => !known[kind].has(name))
        .map(([kind, name]) => `TriggerAuthentication ${metadata.name}: nothing makes the ${kind} ${name}`),
    );
  return [...pods, ...logins];
}

function podReferences({ serviceAccountName, volumes = [] }) {
  return [
    ['ServiceAccount', serviceAccountName],
    ...volumes.flatMap(({ persistentVolumeClaim, secret, configMap }) => [
      ...(persistentVolumeClaim ? [['PersistentVolumeClaim', persistentVolumeClaim.claimName]] : []),
      ...(secret ? [['Secret', secret.secretName]] : []),
      ...(configMap ? [['ConfigMap', configMap.name]] : []),
    ]),
  ];
}

function containerReferences({ env = [], envFrom = [] }) {
  return [
    ...env.flatMap(({ valueFrom }) => (valueFrom?.secretKeyRef ? [['Secret', valueFrom.secretKeyRef.name]] : [])),
    ...envFrom.flatMap(({ configMapRef }) => (configMapRef ? [['ConfigMap', configMapRef.name]] : [])),
  ];
}

/** A variable is only replaced in those that follow it. */
function lateVariables(env) {
  return env.flatMap(({ value = '' }, index) => {
    const before = new Set(env.slice(0, index).map(({ name }) => name));
    return [...value.matchAll(/\$\(([A-Z0-9_]+)\)/g)].map(([, name]) => name).filter((name) => !before.has(name));
  });
}
