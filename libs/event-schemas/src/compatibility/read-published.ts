import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PublishedMessage } from './published-message.js';

/** @param folder `<folder>/<Type>/<version>.json` is one version of one message */
export function readPublished(folder: string): PublishedMessage[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: type }) =>
      readdirSync(join(folder, type))
        .filter((file) => file.endsWith('.json'))
        .map((file) => read(folder, type, file.slice(0, -'.json'.length))),
    );
}

/** Where a version is kept, below the folder of all. */
export function publishedPath({ type, version }: Pick<PublishedMessage, 'type' | 'version'>): string {
  return join(type, `${version}.json`);
}

function read(folder: string, type: string, version: string): PublishedMessage {
  const path = join(folder, publishedPath({ type, version }));
  const message = JSON.parse(readFileSync(path, 'utf8')) as PublishedMessage;
  if (message.type === type && message.version === version) return message;
  throw new Error(`${path} holds ${message.type} ${message.version}: a version is kept under its own name.`);
}
