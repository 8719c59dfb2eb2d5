// Renders the overlays and checks them. Without kustomize and kubectl it says so and passes, unless CI is set.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { renderer } from './render.mjs';

const k8s = join(import.meta.dirname, '..');

if (renderer() === null) {
  console.log('The Kubernetes manifests were not checked: neither kustomize nor kubectl is installed.');
  process.exitCode = process.env.CI ? 1 : 0;
} else {
  // In one process, which renders each overlay once.
  for (const folder of ['checks', 'checks/policies', 'generate']) {
    for (const name of readdirSync(join(k8s, folder)).filter((one) => one.endsWith('.spec.mjs'))) {
      await import(pathToFileURL(join(k8s, folder, name)).href);
    }
  }
}
