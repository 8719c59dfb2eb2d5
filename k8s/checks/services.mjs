import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Composes the services in one process and is none itself. */
const NOT_DEPLOYED = new Set(['standalone']);

/** The names of the services that are deployed: the folders of apps/ with a program. */
export function services(root) {
  return readdirSync(join(root, 'apps'))
    .filter((name) => !NOT_DEPLOYED.has(name) && existsSync(join(root, 'apps', name, 'src/main.ts')))
    .sort();
}
