import type { Tree } from '@nx/devkit';
import { spellings, type Spellings } from './aggregate-names.js';
import { checkWord } from './check-word.js';
import { EVENT_SCHEMAS } from './event-schemas.js';
import { appsOf } from './known-services.js';
import { Refusal } from './refusal.js';
import { PLATFORM_WORDS } from './reserved-words.js';
import { snakeCase } from './words.js';

const UPSTREAMS = 'apps/gateway/src/upstreams.ts';

/**
 * The names of a new service.
 *
 * @throws Refusal when it is no name for one, or is taken: by an app, a package, a topic, a path at the gateway
 */
export function checkServiceName(tree: Tree, name: unknown): Spellings {
  checkWord('service', name, 'billing');
  if (appsOf(tree).includes(name) || tree.exists(`apps/${name}`)) {
    throw new Refusal(
      `apps/${name} is there already: take another name, or add to it with "npx nx g @edda/workspace:aggregate".`,
    );
  }
  if (PLATFORM_WORDS.has(name)) {
    throw new Refusal(`"${name}" is the name of something beside the services: take another, such as billing.`);
  }
  if (/-(?:migrate|db)$/.test(name)) {
    throw new Refusal(
      `"${name}" ends like something that belongs to a service, its migrations or its database: take another name, such as billing.`,
    );
  }
  if (tree.exists(`libs/${name}`) || tree.exists(`tools/${name}`)) {
    throw new Refusal(`There is a package @edda/${name} already: take another name for the service.`);
  }
  const topic = topicsOf(tree).find((known) => known.startsWith(`${snakeCase(name)}_`));
  if (topic) throw new Refusal(`The topic ${topic} has this name already: take another than "${name}".`);
  if (tree.exists(`${EVENT_SCHEMAS}/${name}`)) {
    throw new Refusal(`${EVENT_SCHEMAS}/${name} is there already: take another name than "${name}".`);
  }
  const path = pathsOf(tree).find((known) => known === `/${name}`);
  if (path)
    throw new Refusal(
      `/api/v1${path} is the path of another service at the gateway: take another name than "${name}".`,
    );
  return spellings(name);
}

function topicsOf(tree: Tree): string[] {
  const text = tree.read(`${EVENT_SCHEMAS}/topics.ts`, 'utf8') ?? '';
  return [...text.matchAll(/\b(?:topic|queue)\('([^']+)'/g)].map(([, topic = '']) => topic);
}

function pathsOf(tree: Tree): string[] {
  const text = tree.read(UPSTREAMS, 'utf8') ?? '';
  return [...text.matchAll(/paths: \[([^\]]*)\]/g)].flatMap(([, paths = '']) =>
    [...paths.matchAll(/'([^']+)'/g)].map(([, path = '']) => path),
  );
}
