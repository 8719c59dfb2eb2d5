import { finds } from './finds.mjs';
import { restricted } from './restricted.mjs';

finds(
  restricted,
  'Deployment content: container service may run as root: runAsNonRoot is not true',
  (world) => delete world.pod.securityContext.runAsNonRoot,
);

finds(
  restricted,
  'Deployment content: container service runs as root: runAsUser is 0',
  (world) => (world.container.securityContext.runAsUser = 0),
);

finds(
  restricted,
  'Deployment content: container service can write its root file system',
  (world) => (world.container.securityContext.readOnlyRootFilesystem = false),
);

finds(
  restricted,
  'Job content-migrate-v1: container service can write its root file system',
  (world) => delete world.jobContainer.securityContext.readOnlyRootFilesystem,
);

finds(
  restricted,
  'Deployment content: container service may gain privileges: allowPrivilegeEscalation is not false',
  (world) => delete world.container.securityContext.allowPrivilegeEscalation,
);

finds(
  restricted,
  'Deployment content: container service keeps capabilities',
  (world) => (world.container.securityContext.capabilities.add = ['NET_ADMIN']),
);

finds(
  restricted,
  'Deployment content: container service has no seccompProfile RuntimeDefault',
  (world) => delete world.pod.securityContext.seccompProfile,
);

finds(
  restricted,
  'Deployment content: container service is privileged',
  (world) => (world.container.securityContext.privileged = true),
);

finds(
  restricted,
  'Deployment content: mounts the token of its service account',
  (world) => delete world.pod.automountServiceAccountToken,
);

finds(restricted, 'Deployment content: shares a namespace of its node', (world) => (world.pod.hostNetwork = true));

finds(restricted, 'Deployment content: mounts a folder of its node', (world) =>
  world.pod.volumes.push({ name: 'host', hostPath: { path: '/' } }),
);
