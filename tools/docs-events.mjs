// Writes docs/events from the schemas, subscriptions and sagas of the build; with --check it only says whether it is stale.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cataloguePages, listenerProblems } from '@edda/event-schemas/documentation';
import { contents, root } from './events/contents.mjs';

const folder = join(root, 'docs/events');
/** Written by hand. */
const OWN = ['changing.md'];

const problems = listenerProblems(contents);
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}

const pages = cataloguePages(contents);
mkdirSync(folder, { recursive: true });
const present = readdirSync(folder).filter((name) => !OWN.includes(name));
const stale = [
  ...present.filter((name) => !pages.has(name)),
  ...[...pages]
    .filter(([name, text]) => !present.includes(name) || readFileSync(join(folder, name), 'utf8') !== text)
    .map(([name]) => name),
];
if (process.argv.includes('--check')) {
  if (stale.length === 0) process.exit(0);
  console.error(`docs/events does not fit the schemas any more (${stale.join(', ')}): run "npm run docs:events".`);
  process.exit(1);
}
for (const name of stale) {
  const text = pages.get(name);
  if (text === undefined) rmSync(join(folder, name));
  else writeFileSync(join(folder, name), text);
}
