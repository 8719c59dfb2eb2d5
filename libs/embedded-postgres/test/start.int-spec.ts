import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { freePort } from '@edda/test-ports';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../src/index.js';
import { FAST, onLinux, queryOne, removeFolder, setting, temporaryFolder, TIMEOUT_MS } from './support.js';

jest.setTimeout(TIMEOUT_MS);

describe('a server in a new folder', () => {
  const environment = { ...process.env };
  let folder: string;
  let server: EmbeddedPostgres;

  beforeAll(async () => {
    Object.assign(process.env, { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', PGOPTIONS: '-c no_such_setting=1' });
    folder = await temporaryFolder();
    server = await startEmbeddedPostgres({ directory: join(folder, 'a', 'b'), settings: FAST });
    await server.createDatabase('texts');
    process.env = { ...environment };
  });

  afterAll(async () => {
    await server.stop();
    await removeFolder(folder);
  });

  const ask = (sql: string): Promise<unknown> => queryOne(server.url('texts'), sql);

  it('stores text as UTF-8, whatever the language of the caller is', async () => {
    expect(await ask('show server_encoding')).toBe('UTF8');
    expect(await ask(`select octet_length('ü😀')`)).toBe(6);
  });

  it('sorts by code point', async () => {
    const sorted = await ask(`select string_agg(x, ' ' order by x) from unnest(array['é','b','Z','😀','ﬁ','a']) x`);
    expect(sorted).toBe('Z a b é ﬁ 😀');
  });

  it('changes case as Unicode says', async () => {
    expect(await ask(`select upper('straße é')`)).toBe('STRASSE É');
    expect(await ask(`select lower('ΚΌΣΜΟΣ')`)).toBe('κόσμος');
    expect(await ask(`select 'É' ilike 'é'`)).toBe(true);
  });

  // Elsewhere the system may know no UTF-8 locale.
  (onLinux ? it : it.skip)('does not take punctuation for a part of the word in full-text search', async () => {
    expect(await ask(`select to_tsvector('simple', '„Wort“ – naïve—dash…')::text`)).toBe(`'dash':3 'naïve':2 'wort':1`);
  });

  it('listens on this machine alone and wants the password', async () => {
    expect(await ask('show listen_addresses')).toBe('127.0.0.1');
    expect(await ask('show unix_socket_directories')).toBe('');
    const wrong = new URL(server.url('texts'));
    wrong.password = 'guessed';
    await expect(queryOne(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  (process.platform === 'win32' ? it.skip : it)('keeps data and password from other users', async () => {
    const mode = async (...path: string[]): Promise<number> =>
      (await stat(join(folder, 'a', 'b', ...path))).mode & 0o777;
    expect(await mode('cluster', 'data')).toBe(0o700);
    expect(await mode('cluster', 'password')).toBe(0o600);
    expect(await mode()).toBe(0o700);
  });

  (onLinux ? it : it.skip)('runs in a session of its own, so that Ctrl-C does not reach it', async () => {
    const session = Number((await readFile(`/proc/${server.pid}/stat`, 'utf8')).split(') ')[1]?.split(' ')[3]);
    expect(session).toBe(server.pid);
  });

  it('creates a database once, however often and at the same time it is asked to', async () => {
    const names = ['orders', 'orders', 'Ünï "quoted"', 'orders'];
    await Promise.all(names.map((name) => server.createDatabase(name)));
    await server.createDatabase('orders');
    expect(await queryOne(server.url('Ünï "quoted"'), 'select current_database()')).toBe('Ünï "quoted"');
    expect(await ask(`select count(*)::int from pg_database where datname = 'orders'`)).toBe(1);
  });

  it.each(['', 'x'.repeat(64), 'ü'.repeat(32), 'a\0b'])('refuses the database name %j', async (name) => {
    await expect(server.createDatabase(name)).rejects.toMatchObject({
      code: 'EMBEDDED_POSTGRES.DATABASE_NAME_INVALID',
    });
  });
});

describe('startEmbeddedPostgres', () => {
  let folder: string;
  const servers: EmbeddedPostgres[] = [];
  const start = async (
    options: Partial<Parameters<typeof startEmbeddedPostgres>[0]> = {},
  ): Promise<EmbeddedPostgres> => {
    const server = await startEmbeddedPostgres({ directory: folder, settings: FAST, ...options });
    servers.push(server);
    return server;
  };

  beforeAll(async () => {
    folder = await temporaryFolder();
  });

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });

  afterAll(() => removeFolder(folder));

  it('finds the data again after a stop', async () => {
    const first = await start();
    await first.createDatabase('kept');
    await queryOne(first.url('kept'), 'create table notes as select 42 as n');
    await first.stop();
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await queryOne(second.url('kept'), 'select n from notes')).toBe(42);
  });

  it('is durable unless told otherwise', async () => {
    const server = await start({ settings: {} });
    expect([await setting(server, 'fsync'), await setting(server, 'synchronous_commit')]).toEqual(['on', 'on']);
  });

  it('takes settings', async () => {
    const server = await start({ settings: { ...FAST, work_mem: '5MB', max_connections: 12 } });
    expect([await setting(server, 'work_mem'), await setting(server, 'max_connections')]).toEqual(['5MB', '12']);
  });

  it('repeats what the server says about a setting that it does not know', async () => {
    await expect(start({ settings: { no_such_setting: 1 } })).rejects.toMatchObject({
      code: 'EMBEDDED_POSTGRES.START_FAILED',
      message: expect.stringContaining('unrecognized configuration parameter "no_such_setting"'),
    });
  });

  it('uses the port it is given, and says when that is taken', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    try {
      await expect(start({ port })).rejects.toMatchObject({
        code: 'EMBEDDED_POSTGRES.PORT_IN_USE',
        message: expect.stringContaining(`127.0.0.1:${port}: choose another port`),
      });
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
    expect((await start({ port })).port).toBe(port);
  });

  it('has ended when stop resolves, and may be stopped again', async () => {
    const server = await start();
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
    expect(() => process.kill(server.pid, 0)).toThrow(expect.objectContaining({ code: 'ESRCH' }));
    expect(existsSync(join(folder, 'cluster', 'data', 'postmaster.pid'))).toBe(false);
  });

  it('gives two starts at once on an empty folder one server', async () => {
    const directory = join(folder, 'new', 'twice');
    const [one, two] = await Promise.all([start({ directory }), start({ directory })]);
    expect(one?.pid).toBe(two?.pid);
    expect(await queryOne(String(two?.url('postgres')), 'select 1')).toBe(1);
  });
});
