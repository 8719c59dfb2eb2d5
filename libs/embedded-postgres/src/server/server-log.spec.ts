import { appendFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openServerLog, readServerLog } from './server-log.js';

describe('the server log', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'edda-log-'));
    path = join(folder, 'server.log');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is written on at its end', async () => {
    await writeFile(path, 'first\n');
    const log = await openServerLog(path);
    await log.write('second\n');
    await log.close();
    expect(await readServerLog(path)).toBe('first\nsecond\n');
    expect(await readServerLog(path, 6)).toBe('second\n');
  });

  it('is put aside when it has become long', async () => {
    await writeFile(path, Buffer.alloc(5 * 1024 * 1024, 'x'));
    await (await openServerLog(path)).close();
    expect((await stat(path)).size).toBe(0);
    expect((await stat(`${path}.1`)).size).toBe(5 * 1024 * 1024);
  });

  it('gives but the end of a long one', async () => {
    await writeFile(path, Buffer.alloc(200_000, 'x'));
    await appendFile(path, 'the end');
    const text = await readServerLog(path);
    expect(text.length).toBeLessThan(100_000);
    expect(text.endsWith('the end')).toBe(true);
  });

  it('is empty when there is none', async () => {
    expect(await readServerLog(path)).toBe('');
  });
});
