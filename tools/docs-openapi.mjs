// Writes what is made of the REST operations in the build: the OpenAPI document, the page of errors and the types of the
// client; with --check it only says whether they are stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { renderClientTypes } from './open-api/client-types.mjs';
import { renderErrors } from './open-api/errors-page.mjs';
import { root, wholeApi } from './open-api/whole-api.mjs';

const document = await wholeApi();
const files = {
  'docs/openapi.json': JSON.stringify(document, null, 2),
  'docs/errors.md': renderErrors(document),
  'libs/client/src/generated/api.ts': await renderClientTypes(document),
};

const stale = [];
for (const [file, text] of Object.entries(files)) {
  const path = join(root, file);
  const formatted = await format(text, { ...(await resolveConfig(path)), filepath: path });
  if (existsSync(path) && readFileSync(path, 'utf8') === formatted) continue;
  stale.push(file);
  if (process.argv.includes('--check')) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, formatted);
}
if (process.argv.includes('--check') && stale.length > 0) {
  console.error(`${stale.join(', ')} do not fit the REST operations any more: run "npm run docs:openapi".`);
  process.exit(1);
}
