import type { Tree } from '@nx/devkit';
import { Refusal } from '../names/refusal.js';
import { aggregateNames, type AggregateNames } from '../names/aggregate-names.js';

/** The aggregates of a service, by the names of their folders. */
export function aggregatesOf(tree: Tree, service: string): string[] {
  const source = `apps/${service}/src`;
  return tree
    .children(source)
    .filter((name) => /extends Aggregate</.test(tree.read(`${source}/${name}/domain/${name}.ts`, 'utf8') ?? ''))
    .sort();
}

/**
 * The aggregate that is meant: the one that is asked for, or the only one of the service.
 *
 * @param fitting picks one from several when none is asked for
 * @throws Refusal when there is none of this name, or several and none is asked for
 */
export function aggregateMeant(
  tree: Tree,
  service: string,
  asked: string | undefined,
  fitting: (known: readonly string[]) => string | undefined = () => undefined,
): AggregateNames {
  const known = aggregatesOf(tree, service);
  const make = `make one with "npx nx g @edda/workspace:aggregate invoice --service ${service}"`;
  if (known.length === 0) throw new Refusal(`The service ${service} has no aggregate: ${make} first.`);
  const name = asked ?? fitting(known) ?? (known.length === 1 ? known[0] : undefined);
  if (name === undefined) {
    throw new Refusal(`The service ${service} has several aggregates: give --aggregate one of ${known.join(', ')}.`);
  }
  if (!known.includes(name)) {
    throw new Refusal(
      `The service ${service} has no aggregate "${name}": give --aggregate one of ${known.join(', ')}, or ${make}.`,
    );
  }
  return aggregateNames(name);
}
