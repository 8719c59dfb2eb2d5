import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import {
  installedPostgres,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type ThrowAwayPostgres,
} from '../src/index.js';

jest.setTimeout(POSTGRES_START_TIMEOUT_MS);

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

const DATABASES = `select datname from pg_database where datname like '%\\_________________' order by 1`;

describe('startThrowAwayPostgres', () => {
  let temporary: string;
  const given = process.env['TEST_DATABASE_URL'];
  let postgres: ThrowAwayPostgres;

  beforeAll(async () => {
    temporary = mkdtempSync(join(tmpdir(), 'edda-spec-'));
    delete process.env['TEST_DATABASE_URL'];
    postgres = await startThrowAwayPostgres({ work_mem: '7MB' }, temporary);
  });

  afterAll(async () => {
    await postgres.stop();
    rmSync(temporary, { recursive: true, force: true });
    if (given !== undefined) process.env['TEST_DATABASE_URL'] = given;
  });

  it('gives an empty database of its own at every call', async () => {
    const [one, two] = [await postgres.database('broker'), await postgres.database('broker')];
    await query(one, 'create table notes (n int)');
    expect(one).not.toBe(two);
    expect(new URL(one).pathname).toMatch(/^\/broker_/);
    expect(await query(two, `select count(*)::int from pg_tables where tablename = 'notes'`)).toEqual([0]);
  });

  it('makes a proper name of any label', async () => {
    const url = await postgres.database(`Größe "x"; ${'y'.repeat(80)}`);
    expect(await query(url, 'select octet_length(current_database()) <= 63')).toEqual([true]);
  });

  it('does not wait for the disk, and takes settings', async () => {
    expect(await query(postgres.url, 'show fsync')).toEqual(['off']);
    expect(await query(postgres.url, 'show work_mem')).toEqual(['7MB']);
  });

  it('leaves nothing behind when it is stopped', async () => {
    const before = readdirSync(temporary);
    const other = await startThrowAwayPostgres({}, temporary);
    expect(readdirSync(temporary)).toHaveLength(before.length + 1);
    await Promise.all([other.stop(), other.stop()]);
    expect(readdirSync(temporary)).toEqual(before);
  });

  (process.platform === 'win32' ? it.skip : it)('leaves nothing behind when its process is killed', async () => {
    const loader = ['--import', '@swc-node/register/esm-register', '--conditions=@edda/source'];
    const program = join(import.meta.dirname, 'leave-server.ts');
    const child = spawn(process.execPath, [...loader, program, temporary], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { folder, pid } = JSON.parse(line.toString()) as { folder: string; pid: number };
    expect(existsSync(join(folder, 'cluster'))).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    // The test's own deadline ends this loop when the folder stays.
    while (existsSync(folder)) await delay(50);
    await expect(ended(pid)).resolves.toBe(true);
  });

  describe('with TEST_DATABASE_URL', () => {
    beforeAll(() => {
      process.env['TEST_DATABASE_URL'] = postgres.url;
    });
    afterAll(() => {
      delete process.env['TEST_DATABASE_URL'];
    });

    it('creates its databases on that server and drops them at the end, used as they may be', async () => {
      const before = await query(postgres.url, DATABASES);
      const external = await startThrowAwayPostgres();
      expect(external.url).toBe(postgres.url);
      const url = await external.database('content');
      const client = new pg.Client({ connectionString: url });
      client.on('error', () => undefined);
      await client.connect();
      expect(await query(postgres.url, DATABASES)).toEqual([...before, new URL(url).pathname.slice(1)].sort());
      await external.stop();
      expect(await query(postgres.url, DATABASES)).toEqual(before);
      await client.end().catch(() => undefined);
    });

    it('fails at once when that server cannot be reached', async () => {
      process.env['TEST_DATABASE_URL'] = 'postgres://nobody@127.0.0.1:1/postgres';
      await expect(startThrowAwayPostgres()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    });
  });
});

const postgres15 = await installedPostgres(15);

describe('installedPostgres', () => {
  it('finds none of a version that nobody has', async () => {
    expect(await installedPostgres(3)).toBeUndefined();
  });

  (postgres15 ? it : it.skip)('gives what a server of that version is started with', async () => {
    const server = await startThrowAwayPostgres({}, tmpdir(), postgres15);
    try {
      expect(await query(server.url, `select current_setting('server_version_num')::int / 10000`)).toEqual([15]);
    } finally {
      await server.stop();
    }
  });
});

/** Resolves when the process has ended; one that nobody waits for shows as a signal that still finds it, for a while. */
async function ended(pid: number): Promise<boolean> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await delay(50);
  }
}
