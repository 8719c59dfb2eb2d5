import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { declaredMessages, examples, newestOf } from '@edda/event-schemas';
import { compatibilityOf, readPublished } from '@edda/event-schemas/compatibility';
import '@edda/sagas';
import { partsOf } from './service-parts.mjs';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** Every version of every message that was published. */
export const PUBLISHED = join(root, 'libs/event-schemas/published');

/** The services of the build: loading their classes declares their messages. */
async function services() {
  const modules = globSync('apps/*/dist/*.module.js', { cwd: root }).sort();
  const loaded = await Promise.all(modules.map((module) => import(pathToFileURL(join(root, module)).href)));
  return loaded.flatMap((module) =>
    Object.values(module).filter((one) => typeof one?.name === 'string' && typeof one.module === 'function' && one.log),
  );
}

const running = (await services()).map((service) => ({ name: service.name, ...partsOf(service) }));
const declared = declaredMessages();
const exampleOf = (definition) => examples.find((example) => example.definition === definition)?.data;
const published = readPublished(PUBLISHED);

export const compatibility = compatibilityOf(published, declared, exampleOf);

const types = [...new Set(declared.map(({ type }) => type))];
const definitions = types.map((type) => newestOf(declared.filter((definition) => definition.type === type)));

/** What the catalogue is made from. */
export const contents = {
  definitions,
  examples,
  former: published.filter(
    ({ type, version }) =>
      !definitions.some((definition) => definition.type === type && definition.version === version),
  ),
  subscriptions: running.flatMap(({ name: service, subscriptions }) =>
    subscriptions.map(({ name, topics, messages }) => ({
      service,
      name,
      topics,
      types: messages?.map(({ type }) => type) ?? null,
    })),
  ),
  sagas: running.flatMap(({ name: service, sagas }) => sagas.map((saga) => ({ service, saga }))),
};
