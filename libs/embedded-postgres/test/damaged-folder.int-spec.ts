import { spawn } from 'node:child_process';
import { chmod, cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../src/index.js';
import { FAST, isRoot, onLinux, queryOne, RecordedLog, removeFolder, temporaryFolder, TIMEOUT_MS } from './support.js';

jest.setTimeout(TIMEOUT_MS);

describe('startEmbeddedPostgres', () => {
  let parent: string;
  let sound: string;
  let folder: string;
  const start = (directory = folder): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({ directory, settings: FAST, logger: new RecordedLog() });

  beforeAll(async () => {
    parent = await temporaryFolder();
    sound = join(parent, 'sound');
    await (await start(sound)).stop();
  });

  beforeEach(async () => {
    folder = join(parent, 'folder');
    await cp(sound, folder, { recursive: true });
  });

  afterEach(() => removeFolder(folder));
  afterAll(() => removeFolder(parent));

  it('makes anew what a killed initdb left half made', async () => {
    await rm(join(folder, 'cluster'), { recursive: true });
    const ended = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await new Promise((resolve) => ended.once('exit', resolve));
    const stillAtWork = `initialising-${process.ppid}-abcdef`;
    for (const name of [`initialising-${ended.pid}-abcdef`, `initialising-${process.pid}-abcdef`, stillAtWork]) {
      await mkdir(join(folder, name, 'data', 'base'), { recursive: true });
    }
    const server = await start();
    expect(await queryOne(server.url('postgres'), 'select 1')).toBe(1);
    await server.stop();
    expect((await readdir(folder)).filter((name) => name.startsWith('initialising'))).toEqual([stillAtWork]);
  });

  it('refuses the data of another major version and says which', async () => {
    await writeFile(join(folder, 'cluster', 'data', 'PG_VERSION'), '12\n');
    await expect(start()).rejects.toMatchObject({
      code: 'EMBEDDED_POSTGRES.VERSION_MISMATCH',
      message: expect.stringMatching(/made by PostgreSQL 12, and the installed one is 18\.\d.*pg_dump/s),
    });
  });

  it('does not begin with an empty database where a damaged one lies', async () => {
    await rm(join(folder, 'cluster', 'data', 'PG_VERSION'));
    await expect(start()).rejects.toMatchObject({
      code: 'EMBEDDED_POSTGRES.CLUSTER_DAMAGED',
      message: expect.stringMatching(/PG_VERSION is missing.*restore .* or remove it/s),
    });
  });

  it('says which file is missing when the password is', async () => {
    await rm(join(folder, 'cluster', 'password'));
    await expect(start()).rejects.toMatchObject({
      code: 'EMBEDDED_POSTGRES.PASSWORD_MISSING',
      message: expect.stringContaining(join(folder, 'cluster', 'password')),
    });
  });

  (onLinux ? it : it.skip)('does not stop a server because the password was altered', async () => {
    const server = await start();
    await chmod(join(folder, 'cluster', 'password'), 0o600);
    await writeFile(join(folder, 'cluster', 'password'), 'altered');
    await expect(start()).rejects.toMatchObject({ code: 'EMBEDDED_POSTGRES.PASSWORD_REJECTED' });
    expect(await queryOne(server.url('postgres'), 'select 1')).toBe(1);
    await server.stop();
  });

  it('repeats what the server says when its data is damaged', async () => {
    await rm(join(folder, 'cluster', 'data', 'global', 'pg_control'));
    await expect(start()).rejects.toMatchObject({
      code: 'EMBEDDED_POSTGRES.START_FAILED',
      message: expect.stringMatching(/pg_control.*No such file/s),
    });
  });

  it('refuses a file as its folder', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(start(join(folder, 'file'))).rejects.toMatchObject({ code: 'EMBEDDED_POSTGRES.DIRECTORY_UNUSABLE' });
  });

  (isRoot || process.platform === 'win32' ? it.skip : it)('says that a folder may not be written', async () => {
    await mkdir(join(folder, 'closed'), { mode: 0o500 });
    await expect(start(join(folder, 'closed', 'edda'))).rejects.toMatchObject({
      code: 'EMBEDDED_POSTGRES.PERMISSION_DENIED',
      message: expect.stringMatching(/closed.*start as the user it belongs to/s),
    });
  });
});
