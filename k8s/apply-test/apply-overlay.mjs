import { cpSync, readFileSync, rmSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const k8s = join(import.meta.dirname, '..');
const TAG = /^( *version: ).*$/m;

/**
 * Creates the CRDs and the namespace, applies an overlay, first as a dry run, and then its next version beside it, and has the
 * API server admit the pods of every Deployment and Job as Pod Security wants them.
 *
 * @returns a sentence on it
 * @throws Error with what the API server refused or warned of
 */
export function applyOverlay(server, overlay, crds) {
  for (const path of crds) server.kubectl('apply', '--server-side', '-f', path);
  server.kubectl('wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s');
  server.kubectl('apply', '--server-side', '-f', join(k8s, 'base/namespace.yaml'));
  const objects = apply(server, join(k8s, 'overlays', overlay), '--dry-run=server');
  apply(server, join(k8s, 'overlays', overlay));
  const copy = nextVersion(overlay);
  try {
    apply(server, join(copy, 'overlays', overlay));
  } finally {
    rmSync(copy, { recursive: true });
  }
  const pods = admitPods(server);
  return `overlays/${overlay}: ${objects} objects applied, and the next version; ${pods} pods admitted.`;
}

function apply(server, folder, ...flags) {
  const { lines, warnings } = server.kubectl('apply', '--server-side', '-k', folder, ...flags);
  if (warnings) throw new Error(`Applying ${folder} brought warnings:\n${warnings}`);
  return lines.length;
}

/** The manifests again, with another version in the release of an overlay. */
function nextVersion(overlay) {
  const copy = mkdtempSync(join(tmpdir(), 'edda-k8s-'));
  cpSync(k8s, copy, { recursive: true });
  const release = join(copy, 'overlays', overlay, 'release.yaml');
  writeFileSync(release, readFileSync(release, 'utf8').replace(TAG, '$1next'));
  return copy;
}

function admitPods(server) {
  const { items } = JSON.parse(
    server.kubectl('get', 'deployments,jobs', '--namespace=edda', '-o', 'json').lines.join('\n'),
  );
  const folder = mkdtempSync(join(tmpdir(), 'edda-pods-'));
  const file = join(folder, 'pods.json');
  const pods = items.map(({ metadata: { name }, spec: { template } }) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `${name}-admitted`, namespace: 'edda', labels: template.metadata.labels },
    spec: template.spec,
  }));
  try {
    writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: pods }));
    server.kubectl('create', '--dry-run=server', '-f', file);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return pods.length;
}
