// Keeps the schemas of the build as published; with --check it only says what must not be, and what is not published yet.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { publishedPath } from '@edda/event-schemas/compatibility';
import { compatibility, PUBLISHED } from './events/contents.mjs';

const { problems, unpublished } = compatibility;
const told = ({ type, version }) => {
  const what = existsSync(join(PUBLISHED, publishedPath({ type, version })))
    ? 'was published with other words'
    : 'is not published yet';
  return `${type} ${version} ${what}: run "npm run events:publish".`;
};
const sentences = [...problems, ...(process.argv.includes('--check') ? unpublished.map(told) : [])];
if (sentences.length > 0) {
  console.error(sentences.join('\n'));
  process.exit(1);
}
for (const message of unpublished) {
  const path = join(PUBLISHED, publishedPath(message));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(message, null, 2)}\n`);
  console.log(`${message.type} ${message.version} is published.`);
}
