import type { Tree } from '@nx/devkit';
import { editText } from '../../../edit/json.js';
import type { Spellings } from '../../../names/aggregate-names.js';

/** The settings that come with the service, and its database, in docs/services.md. */
export function wireDocs(tree: Tree, { kebab, snake, constant, spoken }: Spellings, port: number): void {
  const row = `| \`${constant}_URL\` | gateway | the ${spoken} service |`;
  editText(
    tree,
    'docs/services.md',
    (text) => text.replace(/(, 3000 gateway\b)/, text.includes(`${port} ${kebab}`) ? '$1' : `, ${port} ${kebab}$1`),
    (text) => (text.includes(`\`${constant}_URL\``) ? text : text.replace(/^\| `ACCESS_TOKEN`/m, `${row}\n$&`)),
    (text) =>
      text.includes(`\`edda_${snake}\``) ? text : text.replace(/`edda_broker`/, `\`edda_${snake}\`, \`edda_broker\``),
  );
}
