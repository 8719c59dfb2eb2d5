const OBJECTS = ['Deployment', 'Service', 'ServiceAccount', 'PodDisruptionBudget', 'NetworkPolicy'];

/** Every service of apps/ is deployed, and nothing is that is none. */
export function everyService(objects, services) {
  const names = (kind) => new Set(objects.filter((one) => one.kind === kind).map(({ metadata: { name } }) => name));
  const upstreams = objects.find(
    ({ kind, metadata: { name } }) => kind === 'ConfigMap' && name.startsWith('upstreams'),
  );
  const missing = services.flatMap((service) => [
    ...OBJECTS.filter((kind) => !names(kind).has(service)).map(
      (kind) => `apps/${service} has no ${kind}: add k8s/base/${service}`,
    ),
    ...(service === 'gateway' || hasUrl(upstreams, service)
      ? []
      : [`apps/${service} has no URL: add it to k8s/base/upstreams.env`]),
  ]);
  const left = [...names('Deployment')].filter((name) => !services.includes(name));
  return [...missing, ...left.map((name) => `Deployment ${name} belongs to no service in apps/`)];
}

function hasUrl(upstreams, service) {
  return upstreams?.data[`${service.toUpperCase().replaceAll('-', '_')}_URL`] === `http://${service}:8080`;
}
