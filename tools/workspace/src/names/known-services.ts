import type { Tree } from '@nx/devkit';
import { Refusal } from './refusal.js';

/** The folders of `apps/`, in order. */
export function appsOf(tree: Tree): string[] {
  return tree
    .children('apps')
    .filter((name) => tree.exists(`apps/${name}/package.json`))
    .sort();
}

/** The apps that keep events, and so take aggregates, events, sagas and projections. */
export function servicesOf(tree: Tree): string[] {
  return appsOf(tree).filter((name) => tree.exists(`apps/${name}/src/${name}.module.ts`) && keepsEvents(tree, name));
}

function keepsEvents(tree: Tree, name: string): boolean {
  return tree.read(`apps/${name}/src/${name}.module.ts`, 'utf8')?.includes('eventSourcedService(') ?? false;
}

/** @throws Refusal when no service of this name keeps events */
export function checkServiceIsThere(tree: Tree, service: unknown): asserts service is string {
  const known = servicesOf(tree);
  if (typeof service === 'string' && known.includes(service)) return;
  const which =
    typeof service === 'string' && service !== ''
      ? `There is no service "${service}" that keeps events`
      : 'It is not said which service it belongs to';
  throw new Refusal(
    `${which}: give --service one of ${known.join(', ')}, or make it with "npx nx g @edda/workspace:service".`,
  );
}
