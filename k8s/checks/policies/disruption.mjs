import { selects, workloads } from '../workloads.mjs';

/** Every Deployment has a budget for disruptions, which lets at least one pod go, and is replaced without a gap. */
export function disruption(objects) {
  const budgets = objects.filter(({ kind }) => kind === 'PodDisruptionBudget');
  const deployments = new Map(
    objects.filter(({ kind }) => kind === 'Deployment').map((one) => [one.metadata.name, one]),
  );
  return workloads(objects, ['Deployment']).flatMap(({ what, name, labels, spec }) => {
    const own = budgets.filter((budget) => selects(budget.spec.selector, labels));
    return [
      own.length !== 1 && `${what}: ${own.length} PodDisruptionBudgets select its pods, one should`,
      own.some(({ spec: { maxUnavailable } }) => !(maxUnavailable >= 1)) &&
        `${what}: its PodDisruptionBudget may hold up the draining of a node for good`,
      deployments.get(name).spec.strategy?.rollingUpdate?.maxUnavailable !== 0 &&
        `${what}: a rolling update may leave it without a pod, maxUnavailable is not 0`,
      !(spec.topologySpreadConstraints ?? []).some(
        ({ topologyKey, labelSelector }) =>
          topologyKey === 'kubernetes.io/hostname' && selects(labelSelector ?? {}, labels),
      ) && `${what}: its pods are not spread over nodes`,
    ].filter(Boolean);
  });
}
