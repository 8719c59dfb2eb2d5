import type { Tree } from '@nx/devkit';
import { editText } from '../edit/json.js';

/** Lets the gateway pass on what comes below `/<service>`, for a service that has paths of other names there. */
export function addGatewayPath(tree: Tree, service: string): void {
  const entry = new RegExp(`(name: '${service}',[^{}]*paths: \\[)([^\\]]*)\\]`);
  editText(tree, 'apps/gateway/src/upstreams.ts', (text) =>
    text.replace(entry, (whole: string, start: string, paths: string) =>
      paths.includes(`'/${service}'`) ? whole : `${start}${paths.replace(/,?\s*$/, '')}, '/${service}']`,
    ),
  );
}
