import { randomUUID } from 'node:crypto';
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkOutDirectory } from './out-directory.js';

describe('checkOutDirectory', () => {
  let folder: string;
  const workflowId = randomUUID();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'edda-out-'));
  });
  afterEach(async () => rm(folder, { recursive: true, force: true }));

  const refused = (words: string) => expect.objectContaining({ exitCode: 2, message: expect.stringContaining(words) });

  it('takes an empty folder, and one that does not exist yet without making it', async () => {
    await checkOutDirectory(folder, null);
    await checkOutDirectory(join(folder, 'a/b/c'), null);
    await expect(access(join(folder, 'a'))).rejects.toThrow('ENOENT');
  });

  it('refuses a file, and a place below a file', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(checkOutDirectory(join(folder, 'file'), null)).rejects.toEqual(refused('it is no folder'));
    await expect(checkOutDirectory(join(folder, 'file/below'), null)).rejects.toEqual(refused('it is no folder'));
  });

  it('refuses a folder with anything in it, but for what this run has left there', async () => {
    await writeFile(join(folder, 'report.json'), '{"schemaVersion":"1.0.0"}');
    await expect(checkOutDirectory(folder, null)).rejects.toEqual(refused('it holds something else'));
    await expect(checkOutDirectory(folder, workflowId)).rejects.toEqual(refused('it holds something else'));
    await mkdir(join(folder, `.edda-${workflowId}`));
    await checkOutDirectory(folder, workflowId);
    await expect(checkOutDirectory(folder, randomUUID())).rejects.toEqual(refused('it holds something else'));
  });
});
