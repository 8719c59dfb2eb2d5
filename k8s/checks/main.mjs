// Renders the overlays and checks them. Without kustomize and kubectl it says so and passes, unless CI is set.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { renderer } from './render.mjs';

if (renderer() === null) {
  console.log('The Kubernetes manifests were not checked: neither kustomize nor kubectl is installed.');
  process.exitCode = process.env.CI ? 1 : 0;
} else {
  const specs = ['checks', 'checks/policies', 'generate'].flatMap((folder) =>
    readdirSync(join(import.meta.dirname, '..', folder))
      .filter((name) => name.endsWith('.spec.mjs'))
      .map((name) => join(import.meta.dirname, '..', folder, name)),
  );
  process.exitCode = spawnSync(process.execPath, ['--test', ...specs], { stdio: 'inherit' }).status;
}
