// Writes docs/events.md from the schemas of the build; with --check it only says whether the page is stale.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = join(root, 'docs/events.md');

// Loading a class declares its message: the schemas, those of the sagas, and the internal events of the services.
const { declaredMessages, examples, renderEventCatalogue } = await import('@edda/event-schemas');
await import('@edda/sagas');
for (const module of globSync('apps/*/dist/*.module.js', { cwd: root }).sort()) {
  await import(pathToFileURL(join(root, module)).href);
}

const text = renderEventCatalogue(declaredMessages(), examples);
if (!process.argv.includes('--check')) {
  writeFileSync(page, text);
} else if (readFileSync(page, 'utf8') !== text) {
  console.error('docs/events.md does not fit the schemas any more: run "npm run docs:events".');
  process.exit(1);
}
