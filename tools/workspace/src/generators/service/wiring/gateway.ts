import type { Tree } from '@nx/devkit';
import { editText, textOf } from '../../../edit/json.js';
import { addToArray } from '../../../edit/literals.js';
import type { Spellings } from '../../../names/aggregate-names.js';

const UPSTREAMS = 'apps/gateway/src/upstreams.ts';

/** The port behind those of all services. */
export function freePort(tree: Tree): number {
  const ports = [...textOf(tree, UPSTREAMS).matchAll(/\bport: (\d+)/g)].map(([, port]) => Number(port));
  return Math.max(3000, ...ports) + 1;
}

/** The paths of the service, at the one door. */
export function wireGateway(tree: Tree, { kebab, constant }: Spellings, port: number): void {
  const upstream = `{ name: '${kebab}', env: '${constant}_URL', port: ${port}, paths: ['/${kebab}'], takesUploads: false }`;
  editText(tree, UPSTREAMS, (text) => addToArray(text, 'UPSTREAMS', upstream));
}
