import type { Tree } from '@nx/devkit';
import { editText, textOf } from '../../../edit/json.js';
import { addYamlItem } from '../../../edit/yaml.js';
import type { Spellings } from '../../../names/aggregate-names.js';

/** A service that needs nothing but its database, the broker and the gateway: what is deployed anew is deployed like it. */
const MODEL = 'learning';

/** The service's own folder in the base, its database cluster, and a line in each list. */
export function wireKubernetes(tree: Tree, names: Spellings): void {
  const { kebab, constant } = names;
  for (const file of tree.children(`k8s/base/${MODEL}`)) copy(tree, `k8s/base/${MODEL}/${file}`, names);
  copy(tree, `k8s/components/postgres/${MODEL}.yaml`, names);
  editText(tree, 'k8s/base/kustomization.yaml', (text) => addYamlItem(text, ['resources'], kebab, { sorted: true }));
  editText(tree, 'k8s/components/postgres/kustomization.yaml', (text) =>
    addYamlItem(text, ['resources'], `${kebab}.yaml`, { sorted: true }),
  );
  editText(tree, 'k8s/base/upstreams.env', (text) => withLine(text, `${constant}_URL=http://${kebab}:8080`));
}

function copy(tree: Tree, path: string, { kebab, snake }: Spellings): void {
  const text = textOf(tree, path)
    .replaceAll(`edda_${MODEL}`, `edda_${snake}`)
    .replace(new RegExp(`(owner: )${MODEL}\\b`, 'g'), `$1${snake}`)
    .replace(new RegExp(`\\b${MODEL}\\b`, 'g'), kebab);
  tree.write(path.replace(MODEL, kebab), text);
}

function withLine(text: string, line: string): string {
  const lines = text.split('\n').filter((present) => present !== '' && present !== line);
  return `${[...lines, line].sort().join('\n')}\n`;
}
