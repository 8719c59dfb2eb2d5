import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from './config-error.js';
import { environmentFromFiles } from './environment.js';
import { loadConfig, loadProperties } from './load-config.js';
import { ServiceConfig } from './service-config.js';
import { StatefulServiceConfig } from './stateful-service-config.js';

const SECRET = 'a secret of more than 32 characters';

let folder: string;
const file = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edda-settings-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const problemsOf = (read: () => unknown): readonly string[] => {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};
const load = (env: Record<string, string>) => loadConfig(ServiceConfig, env);

describe('a setting given as a file', () => {
  it('has the text of the file without the newline at its end', async () => {
    const env = { CALLER_SECRET_FILE: await file('secret', `${SECRET}\n`), PORT_FILE: await file('port', '4002\n') };
    expect(load(env)).toMatchObject({ callerSecret: SECRET, port: 4002 });
  });

  it('may not be set beside the setting itself', async () => {
    const env = { CALLER_SECRET: SECRET, CALLER_SECRET_FILE: await file('both', SECRET) };
    expect(problemsOf(() => load(env))).toEqual([
      'CALLER_SECRET and CALLER_SECRET_FILE are both set: keep one of them.',
    ]);
  });

  it('counts as not given when its path is empty', () => {
    expect(load({ CALLER_SECRET: SECRET, CALLER_SECRET_FILE: '' }).callerSecret).toBe(SECRET);
  });

  it.each([
    ['is missing', () => join(folder, 'nowhere'), 'it cannot be read (ENOENT)'],
    ['is a folder', () => folder, 'it is no file'],
    ['is empty', () => file('empty', ' \n'), 'it is empty'],
    ['is too large', () => file('large', 'x'.repeat(65_537)), 'it has 65537 bytes, more than 65536'],
  ])('is refused when it %s', async (_what, path, reason) => {
    const named = await path();
    expect(problemsOf(() => load({ CALLER_SECRET_FILE: named }))).toEqual([
      `CALLER_SECRET_FILE is "${named}": expected the path of a file with the value of CALLER_SECRET, but ${reason}.`,
    ]);
  });

  it('keeps its rules, and a secret one is not shown', async () => {
    const env = { CALLER_SECRET_FILE: await file('short', 'too short'), LOG_LEVEL_FILE: await file('level', 'loud') };
    expect(problemsOf(() => load(env))).toEqual([
      'CALLER_SECRET is set to 9 characters: expected at least 32 characters of random text, the same for the gateway and every service.',
      'LOG_LEVEL is "loud": expected one of fatal, error, warn, info, debug, trace, silent.',
    ]);
  });
});

describe('some settings of a service', () => {
  it('are read without the others', () => {
    const env = { DATABASE_URL: 'postgres://localhost/content' };
    expect(loadProperties(StatefulServiceConfig, env, ['databaseUrl', 'keysUrl'])).toMatchObject({
      databaseUrl: 'postgres://localhost/content',
      keysUrl: null,
    });
    expect(problemsOf(() => loadProperties(StatefulServiceConfig, {}, ['databaseUrl']))).toEqual([
      'DATABASE_URL is not set: expected the URL of a PostgreSQL database, such as postgres://user:password@host:5432/name.',
    ]);
  });
});

describe('an environment with settings as files', () => {
  it('has their texts, and no files any more', async () => {
    const env = { KEYS_SECRET_FILE: await file('keys', 'abc\n'), OTHER_FILE: 'kept', PATH: '/bin' };
    expect(environmentFromFiles(env, ['KEYS_SECRET', 'BROKER_URL'])).toEqual({
      KEYS_SECRET: 'abc',
      OTHER_FILE: 'kept',
      PATH: '/bin',
    });
  });

  it('is refused when one is given twice', async () => {
    const env = { KEYS_SECRET: 'abc', KEYS_SECRET_FILE: await file('twice', 'abc') };
    expect(problemsOf(() => environmentFromFiles(env, ['KEYS_SECRET']))).toEqual([
      'KEYS_SECRET and KEYS_SECRET_FILE are both set: keep one of them.',
    ]);
  });
});
