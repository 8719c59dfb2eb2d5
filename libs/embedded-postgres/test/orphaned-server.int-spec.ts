import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '@edda/test-ports';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../src/index.js';
import { FAST, onLinux, queryOne, RecordedLog, removeFolder, setting, temporaryFolder, TIMEOUT_MS } from './support.js';

jest.setTimeout(TIMEOUT_MS);

const lockOf = (folder: string): string => join(folder, 'cluster', 'data', 'postmaster.pid');

describe('a folder whose server was left behind', () => {
  let parent: string;
  let folder: string;
  let log: RecordedLog;
  const servers: EmbeddedPostgres[] = [];
  const start = async (
    options: Partial<Parameters<typeof startEmbeddedPostgres>[0]> = {},
  ): Promise<EmbeddedPostgres> => {
    const server = await startEmbeddedPostgres({ directory: folder, settings: FAST, logger: log, ...options });
    servers.push(server);
    return server;
  };

  beforeEach(async () => {
    parent = await temporaryFolder();
    folder = join(parent, 'first');
    log = new RecordedLog();
  });

  afterEach(async () => {
    // The last first: it is the one at work.
    for (const server of servers.splice(0).reverse()) await server.stop();
    await removeFolder(parent);
  });

  it('is adopted after its process was killed', async () => {
    const loader = ['--import', '@swc-node/register/esm-register', '--conditions=@edda/source'];
    const program = join(import.meta.dirname, 'leave-server.ts');
    const child = spawn(process.execPath, [...loader, program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    child.kill('SIGKILL');
    await once(child, 'exit');

    const server = await start();
    expect(server.adopted).toBe(true);
    expect(server.pid).toBe(Number(line.toString()));
    expect(await queryOne(server.url('postgres'), 'select 1')).toBe(1);
    await server.stop();
    expect((await start()).adopted).toBe(false);
  });

  it('is replaced when it runs with other settings or on another port than are wanted now', async () => {
    const left = await start();
    const other = await start({ settings: { ...FAST, work_mem: '6MB' } });
    expect(other.adopted).toBe(false);
    expect(other.pid).not.toBe(left.pid);
    expect(await setting(other, 'work_mem')).toBe('6MB');
    const port = await freePort();
    const moved = await start({ settings: { ...FAST, work_mem: '6MB' }, port });
    expect([moved.adopted, moved.port]).toEqual([false, port]);
  });

  it('is adopted under the new name of a folder that was moved', async () => {
    const left = await start();
    const directory = join(parent, 'moved');
    await rename(folder, directory);
    expect(await start({ directory })).toMatchObject({ adopted: true, pid: left.pid });
  });

  (onLinux ? it : it.skip)('is not taken for the server of a copy of the folder', async () => {
    // Copied while it stands still: files that a server at work removes meanwhile would be missed.
    await (await start()).stop();
    const directory = join(parent, 'copy');
    await cp(folder, directory, { recursive: true });
    const original = await start();
    await cp(lockOf(folder), lockOf(directory));
    const copy = await start({ directory });
    expect(copy.adopted).toBe(false);
    expect(copy.pid).not.toBe(original.pid);
    expect(await queryOne(original.url('postgres'), 'select 1')).toBe(1);
  });

  (onLinux ? it : it.skip)('is started anew when it was killed in the midst of a long statement', async () => {
    const killed = await start();
    await queryOne(killed.url('postgres'), 'create table notes as select 42 as n');
    const busy = new pg.Client({ connectionString: killed.url('postgres') });
    busy.on('error', () => undefined);
    await busy.connect();
    const statement = busy.query('select count(*) from generate_series(1, 1000000000)').catch((error: Error) => error);
    await delay(200);
    process.kill(killed.pid, 'SIGKILL');

    const server = await start();
    expect(server.adopted).toBe(false);
    expect(await queryOne(server.url('postgres'), 'select n from notes')).toBe(42);
    expect(await statement).toBeInstanceOf(Error);
    while (!log.warnings.some((warning) => warning.includes('ended by itself'))) await delay(10);
  });

  (onLinux ? it : it.skip)(
    'does not answer because the number in postmaster.pid is another program by now',
    async () => {
      const first = await start();
      const text = await readFile(lockOf(folder), 'utf8');
      await first.stop();
      await writeFile(lockOf(folder), text.replace(/^\d+/, String(process.pid)));
      const server = await start();
      expect(server.adopted).toBe(false);
      expect(await queryOne(server.url('postgres'), 'select 1')).toBe(1);
      expect(log.warnings).toContainEqual(expect.stringMatching(`stale postmaster.pid.*${process.pid}`));
    },
  );

  it.each([
    ['its server is gone', '4194304\n/x\n1\n1\n\n127.0.0.1\n 1 1\nready   \n'],
    ['postmaster.pid is empty', ''],
  ])('is started anew when %s', async (_what, text) => {
    await (await start()).stop();
    await writeFile(lockOf(folder), text);
    const server = await start();
    expect(await queryOne(server.url('postgres'), 'select 1')).toBe(1);
  });
});
