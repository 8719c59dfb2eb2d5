import { workloads } from '../workloads.mjs';

/** Pods keep to the Pod Security Standard `restricted`, and to a root file system that cannot be written. */
export function restricted(objects) {
  return workloads(objects).flatMap(({ what, spec, containers }) => [
    ...podProblems(spec).map((problem) => `${what}: ${problem}`),
    ...containers.flatMap((container) =>
      containerProblems(container, spec.securityContext ?? {}).map(
        (problem) => `${what}: container ${container.name} ${problem}`,
      ),
    ),
  ]);
}

function podProblems(spec) {
  return [
    spec.automountServiceAccountToken !== false && 'mounts the token of its service account',
    ['hostNetwork', 'hostPID', 'hostIPC'].some((field) => spec[field]) && 'shares a namespace of its node',
    (spec.volumes ?? []).some(({ hostPath }) => hostPath) && 'mounts a folder of its node',
  ].filter(Boolean);
}

function containerProblems({ securityContext = {} }, pod) {
  const own = { ...pod, ...securityContext };
  const { add = [], drop = [] } = securityContext.capabilities ?? {};
  return [
    own.runAsNonRoot !== true && 'may run as root: runAsNonRoot is not true',
    own.runAsUser === 0 && 'runs as root: runAsUser is 0',
    own.seccompProfile?.type !== 'RuntimeDefault' && 'has no seccompProfile RuntimeDefault',
    securityContext.privileged && 'is privileged',
    securityContext.allowPrivilegeEscalation !== false && 'may gain privileges: allowPrivilegeEscalation is not false',
    securityContext.readOnlyRootFilesystem !== true && 'can write its root file system',
    (!drop.includes('ALL') || add.length > 0) && 'keeps capabilities',
  ].filter(Boolean);
}
