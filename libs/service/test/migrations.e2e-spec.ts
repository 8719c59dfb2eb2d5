import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { freePort } from '@edda/test-ports';
import { Module } from '@nestjs/common';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { eventSourcedService, runService, StatefulServiceConfig } from '../src/index.js';
import { FakeProcess } from './fake-process.js';
import { SECRET } from './note-service.js';

class CreateShelves1770000000000 implements MigrationInterface {
  readonly name = 'CreateShelves1770000000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table shelves (id int primary key)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table shelves');
  }
}

class LabelShelves1770000001000 implements MigrationInterface {
  readonly name = 'LabelShelves1770000001000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table shelves add column label text');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table shelves drop column label');
  }
}

@Module({})
class ShelfModule {}

/** A service as two builds have it: the newer one has a migration more. */
const build = (...migrations: (new () => MigrationInterface)[]) =>
  eventSourcedService({
    name: 'research-workflow',
    title: 'For specs',
    config: StatefulServiceConfig,
    entities: [],
    migrations,
    module: () => ShelfModule,
  });
const older = build(CreateShelves1770000000000);
const newer = build(CreateShelves1770000000000, LabelShelves1770000001000);

let postgres: ThrowAwayPostgres;
let env: Record<string, string>;
let url: string;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
}, POSTGRES_START_TIMEOUT_MS);

beforeEach(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  env = {
    DATABASE_URL: await postgres.database('shelves'),
    BROKER_URL: await postgres.database('broker'),
    CALLER_SECRET: SECRET,
    LOG_LEVEL: 'silent',
    PORT: String(port),
    MIGRATIONS: 'wait',
  };
});

afterAll(() => postgres.stop());

const migrate = async (service: typeof older, own: Record<string, string> = env): Promise<FakeProcess> => {
  const host = new FakeProcess(own, ['node', 'main.js', 'migrate']);
  await runService(service, host);
  return host;
};

const stopped = async (host: FakeProcess): Promise<number[]> => {
  host.emit('SIGTERM');
  await eventually(() => Promise.resolve(expect(host.exits).not.toEqual([])));
  return host.exits;
};

async function tables(): Promise<string[]> {
  const client = new pg.Client({ connectionString: env['DATABASE_URL'] });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  );
  await client.end();
  return rows.map(({ name }) => name);
}

const readiness = async (): Promise<unknown> => (await fetch(`${url}/health/ready`)).json();

describe('the command migrate', () => {
  it('makes the tables, needs no more than the database, and may be run again', async () => {
    const { DATABASE_URL = '' } = env;
    expect(await migrate(newer, { DATABASE_URL, LOG_LEVEL: 'silent' })).toMatchObject({ exits: [0], text: '' });
    expect(await tables()).toEqual(expect.arrayContaining(['events', 'inbox', 'shelves']));
    expect((await migrate(newer)).exits).toEqual([0]);
  });

  it('lets one of several migrate', async () => {
    const hosts = await Promise.all([migrate(newer), migrate(newer), migrate(newer)]);
    expect(hosts.map(({ exits }) => exits)).toEqual([[0], [0], [0]]);
  });

  it('changes nothing when a newer build was faster', async () => {
    await migrate(newer);
    const before = await tables();
    expect((await migrate(older)).exits).toEqual([0]);
    expect(await tables()).toEqual(before);
  });

  it('says which database it does not reach', async () => {
    const host = await migrate(newer, { DATABASE_URL: 'postgres://edda:hidden@127.0.0.1:9/shelves' });
    expect(host.exits).toEqual([1]);
    expect(host.text).toMatch(
      /^research-workflow cannot migrate: The database of research-workflow cannot be reached at postgres:\/\/.*127\.0\.0\.1:9\/shelves: /,
    );
    expect(host.text).not.toContain('hidden');
  });

  it('says what it is not told', async () => {
    const host = await migrate(newer, {});
    expect(host).toMatchObject({ exits: [1], text: expect.stringContaining('DATABASE_URL is not set') });
  });
});

describe('a service that waits for its migrations', () => {
  it('lives, is not ready and touches nothing until they have run, then starts', async () => {
    await migrate(older);
    const before = await tables();
    const host = new FakeProcess(env);
    const running = runService(newer, host);
    await eventually(async () => expect((await fetch(`${url}/health/live`)).status).toBe(200));
    expect(await readiness()).toMatchObject({
      status: 'not-ready',
      checks: { migrations: { status: 'down', reason: expect.any(String) } },
    });
    const metrics = await fetch(`${url}/metrics`);
    expect(metrics.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await metrics.text()).toBe(
      '# TYPE edda_migrations_pending gauge\nedda_migrations_pending{service="research-workflow"} 1\n',
    );
    const refused = await fetch(`${url}/api/v1/sagas`);
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'SERVICE.STARTING', instance: '/api/v1/sagas' });
    expect(await tables()).toEqual(before);
    await migrate(newer);
    await running;
    await eventually(async () => expect(await readiness()).toMatchObject({ status: 'ready' }));
    expect(await stopped(host)).toEqual([0]);
  });

  it('starts at once where a newer build has migrated', async () => {
    await migrate(newer);
    const host = new FakeProcess({ ...env, MIGRATIONS_TIMEOUT_MS: '100' });
    await runService(older, host);
    await eventually(async () => expect(await readiness()).toMatchObject({ status: 'ready' }));
    expect(await stopped(host)).toEqual([0]);
  });

  it('gives up when the time is over, and says what it has waited for', async () => {
    await migrate(older);
    const host = new FakeProcess({ ...env, MIGRATIONS_TIMEOUT_MS: '100' });
    await runService(newer, host);
    expect(host.exits).toEqual([1]);
    expect(host.text).toBe(
      'research-workflow cannot start: The tables of research-workflow were not brought up to date within 100 ms ' +
        '(LabelShelves1770000001000 still to run): run this build with "migrate", or set MIGRATIONS to "apply".\n',
    );
  });

  it('stops with code 0 when it is stopped meanwhile', async () => {
    const host = new FakeProcess(env);
    const running = runService(newer, host);
    await eventually(async () => expect((await fetch(`${url}/health/live`)).status).toBe(200));
    host.emit('SIGTERM');
    await running;
    expect(host.exits).toEqual([0]);
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  });

  it('waits for a database that cannot be reached, without showing its password', async () => {
    const host = new FakeProcess({ ...env, DATABASE_URL: 'postgres://edda:hidden@127.0.0.1:9/shelves' });
    const running = runService(newer, host);
    await eventually(async () => expect(JSON.stringify(await readiness())).toContain('cannot be reached'));
    expect(JSON.stringify(await readiness())).not.toContain('hidden');
    host.emit('SIGTERM');
    await running;
    expect(host.exits).toEqual([0]);
  });

  it('says which port is in use', async () => {
    const first = new FakeProcess(env);
    const running = runService(newer, first);
    await eventually(async () => expect((await fetch(`${url}/health/live`)).status).toBe(200));
    const second = new FakeProcess(env);
    await runService(newer, second);
    expect(second).toMatchObject({ exits: [1], text: expect.stringContaining('is in use') });
    first.emit('SIGTERM');
    await running;
  });
});
