import type { Tree } from '@nx/devkit';
import { addImport } from '../../../edit/imports.js';
import { editText } from '../../../edit/json.js';
import { addToArray } from '../../../edit/literals.js';
import type { Spellings } from '../../../names/aggregate-names.js';
import { addReference } from './references.js';
import { addDependency } from './dependencies.js';

/** The service in the process of all, and in the commands that read the logs. */
export function wireStandalone(tree: Tree, { kebab, camel }: Spellings): void {
  editText(
    tree,
    'apps/standalone/src/platform/services.ts',
    (text) => addImport(text, `${camel}Service`, `@edda/${kebab}`),
    (text) => addToArray(text, 'SERVICES', `{ definition: ${camel}Service, calls: [] }`),
  );
  addDependency(tree, 'apps/standalone', `@edda/${kebab}`, '0.1.0');
  addReference(tree, 'apps/standalone/tsconfig.lib.json', `../${kebab}/tsconfig.lib.json`);
  addReference(tree, 'tsconfig.json', `./apps/${kebab}`, './apps/gateway');
}
