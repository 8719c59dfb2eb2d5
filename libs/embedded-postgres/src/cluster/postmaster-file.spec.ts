import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parsePostmasterFile, readPostmasterFile, removePostmasterFile } from './postmaster-file.js';

const READY = '7495\n/data\n1795262813\n45455\n\n127.0.0.1\n 10077173        28\nready   \n';

describe('parsePostmasterFile', () => {
  it('reads process number, port and whether the server is ready', () => {
    expect(parsePostmasterFile(READY)).toMatchObject({ pid: 7495, port: 45455, ready: true });
  });

  it('does not take a starting server for a ready one', () => {
    expect(parsePostmasterFile(READY.replace('ready   ', 'starting'))).toMatchObject({ pid: 7495, ready: false });
  });

  it('reads the file of a server that has only begun to write it', () => {
    expect(parsePostmasterFile('7495\n/data\n')).toMatchObject({ pid: 7495, port: 0, ready: false });
  });

  it('reads the file of a standalone backend, whose number is negative', () => {
    expect(parsePostmasterFile('-7495\n/data\n')).toMatchObject({ pid: 7495 });
  });

  it('makes nothing up from an empty or damaged file', () => {
    expect(parsePostmasterFile('')).toMatchObject({ pid: 0, port: 0, ready: false });
    expect(parsePostmasterFile('\0\0\0\0')).toMatchObject({ pid: 0, port: 0, ready: false });
  });
});

describe('removePostmasterFile', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'edda-lock-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('removes the file that was judged', async () => {
    await writeFile(join(folder, 'postmaster.pid'), READY);
    await removePostmasterFile(folder, parsePostmasterFile(READY));
    expect(await readPostmasterFile(folder)).toBeUndefined();
  });

  it('leaves one that another server has written in the meantime', async () => {
    await writeFile(join(folder, 'postmaster.pid'), READY.replace('7495', '7496'));
    await removePostmasterFile(folder, parsePostmasterFile(READY));
    await expect(access(join(folder, 'postmaster.pid'))).resolves.not.toThrow();
  });
});
