import type { Tree } from '@nx/devkit';
import { aggregateNames, type AggregateNames } from './aggregate-names.js';
import { checkWord } from './check-word.js';
import { declaredClasses } from './event-schemas.js';
import { Refusal } from './refusal.js';
import { HOUSE_WORDS } from './reserved-words.js';

/**
 * The names of a new aggregate of a service.
 *
 * @throws Refusal when it is no name for one, or is taken
 */
export function checkAggregateName(tree: Tree, service: string, name: unknown): AggregateNames {
  checkWord('aggregate', name, 'invoice');
  const names = aggregateNames(name);
  if (HOUSE_WORDS.has(name)) {
    throw new Refusal(
      `"${name}" is what the code of every service calls a part of its own: take another word, such as invoice.`,
    );
  }
  if (names.plural.kebab === name) {
    throw new Refusal(
      `"${name}" is one and many in one word, and the code needs both: take another, such as ${name}-entry.`,
    );
  }
  if (tree.exists(`apps/${service}/src/${name}`)) {
    throw new Refusal(`apps/${service}/src/${name} is there already: take another name, or remove that folder first.`);
  }
  const taken = [...declaredClasses(tree).keys()].find((known) => known === names.pascal);
  if (taken) throw new Refusal(`The event schemas have a class ${taken} already: take another name for the aggregate.`);
  return names;
}
