import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { catalogue } from '../index.js';
import { publishedForm, publishedPath, readPublished } from './index.js';

describe('The folder of what was published', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'published-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const write = (path: string, message: object): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(message));
  };

  it('gives back what was put there', () => {
    const messages = catalogue.all().map((definition) => publishedForm(definition));
    for (const message of messages) write(publishedPath(message), message);
    const byName = (left: { type: string }, right: { type: string }) => (left.type < right.type ? -1 : 1);
    expect(readPublished(folder).sort(byName)).toEqual(JSON.parse(JSON.stringify(messages.sort(byName))));
  });

  it('refuses a version under the name of another', () => {
    const [message] = catalogue.all().map((definition) => publishedForm(definition));
    write(`${message?.type}/9.0.0.json`, message ?? {});
    expect(() => readPublished(folder)).toThrow(
      `holds ${message?.type} ${message?.version}: a version is kept under its own name.`,
    );
  });
});
