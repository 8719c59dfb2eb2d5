import { workloads } from '../workloads.mjs';

const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'];

/** Every container of a Deployment has all three probes. */
export function probes(objects) {
  return workloads(objects, ['Deployment']).flatMap(({ what, containers }) =>
    containers.flatMap((container) =>
      PROBES.filter((probe) => !container[probe]).map(
        (probe) => `${what}: container ${container.name} has no ${probe}`,
      ),
    ),
  );
}
