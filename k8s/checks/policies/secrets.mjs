import { workloads } from '../workloads.mjs';

const SECRET_NAME = /SECRET|PASSWORD|TOKEN|CREDENTIAL|_KEY$/i;
const LOGIN = /:\/\/[^/\s:@]*:(?!\$\()[^/\s@]+@/;

/** No secret is written down: pods name Secrets, which others make. */
export function secrets(objects) {
  const literals = workloads(objects).flatMap(({ what, containers }) =>
    containers.flatMap(({ env = [] }) =>
      env
        .filter(({ name, value }) => value !== undefined && (isSecret(name, value) || LOGIN.test(value)))
        .map(({ name }) => `${what}: ${name} is written down, take it from a Secret`),
    ),
  );
  const maps = objects
    .filter(({ kind }) => kind === 'ConfigMap')
    .flatMap(({ metadata, data = {} }) =>
      Object.entries(data)
        .filter(([name, value]) => isSecret(name, value) || LOGIN.test(value))
        .map(([name]) => `ConfigMap ${metadata.name}: ${name} belongs in a Secret`),
    );
  const committed = objects
    .filter(({ kind }) => kind === 'Secret')
    .map(({ metadata: { name } }) => `Secret ${name} is committed: make it in the cluster`);
  return [...committed, ...literals, ...maps];
}

function isSecret(name, value) {
  return SECRET_NAME.test(name) && !name.endsWith('_FILE') && value !== '';
}
