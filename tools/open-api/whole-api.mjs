// The OpenAPI document of the whole, as a gateway with tokens serves it, from the build and without anything running.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gatewayService, UPSTREAMS, wholeDocument } from '@edda/gateway';
import { previewApiDocument } from '@edda/service';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What a folder of `apps/` exports as its service. */
async function definitionOf(app) {
  const folder = join(root, 'apps', app);
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const exported = await import(pathToFileURL(join(folder, exports['.'].default)).href);
  const definition = Object.values(exported).find((value) => typeof value?.config === 'function' && value.name === app);
  if (definition) return definition;
  throw new Error(
    `apps/${app} exports no service of this name: the gateway lists it in apps/gateway/src/upstreams.ts.`,
  );
}

export async function wholeApi() {
  const documents = [];
  for (const { name } of UPSTREAMS) {
    documents.push({ service: name, document: await previewApiDocument(await definitionOf(name)) });
  }
  // As it is sent: what is undefined is not there.
  return JSON.parse(JSON.stringify(wholeDocument(await previewApiDocument(gatewayService), documents, true)));
}
