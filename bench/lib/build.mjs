import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const launch = join(root, 'tools/launch.mjs');

/** Builds what changed since the last build, so that what is measured is what stands in the sources. */
export function buildEdda() {
  const { status } = spawnSync(process.execPath, [launch, '--help'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('The build failed: there is nothing to measure.');
}
