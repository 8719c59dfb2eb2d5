import { workloads } from '../workloads.mjs';

const WANTED = ['requests', 'limits'].flatMap((side) => ['cpu', 'memory'].map((kind) => [side, kind]));

/** Every container says how much processor and memory it needs and may take at most. */
export function resources(objects) {
  return workloads(objects).flatMap(({ what, containers }) =>
    containers.flatMap(({ name, resources: given }) =>
      WANTED.filter(([side, kind]) => !given?.[side]?.[kind]).map(
        ([side, kind]) => `${what}: container ${name} has no resources.${side}.${kind}`,
      ),
    ),
  );
}
