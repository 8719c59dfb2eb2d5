import { selects, workloads } from '../workloads.mjs';

/** Nothing is reachable unless a policy says so, and every service has one that says by whom. */
export function network(objects) {
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy').map(({ spec }) => spec);
  const deniesAll = policies.some(
    ({ podSelector, policyTypes, ingress, egress }) =>
      Object.keys(podSelector).length === 0 && policyTypes.length === 2 && !ingress && !egress,
  );
  const open = policies.flatMap(({ ingress }) => (ingress ?? []).filter(({ from }) => !from?.length));
  return [
    ...(deniesAll ? [] : ['no NetworkPolicy denies all connections that no other one allows']),
    ...(open.length > 0 ? ['a NetworkPolicy lets everybody in: say from where'] : []),
    ...workloads(objects, ['Deployment'])
      .filter(({ labels }) => !policies.some((policy) => namesService(policy, labels)))
      .map(({ what }) => `${what}: no NetworkPolicy says who may call it`),
  ];
}

function namesService({ podSelector, policyTypes }, labels) {
  return (
    policyTypes.includes('Ingress') &&
    'app.kubernetes.io/name' in (podSelector.matchLabels ?? {}) &&
    selects(podSelector, labels)
  );
}
