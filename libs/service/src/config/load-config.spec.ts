import { describe, expect, it } from '@jest/globals';
import { IsUrl } from 'class-validator';
import { ConfigError } from './config-error.js';
import { Env, EnvDefaults } from './env.decorator.js';
import { loadConfig, type CrossChecked } from './load-config.js';
import { ServiceConfig } from './service-config.js';
import { StatefulServiceConfig } from './stateful-service-config.js';

@EnvDefaults({ PORT: 4001 })
class ShopConfig extends ServiceConfig implements CrossChecked {
  @Env('OPEN', { type: 'boolean', default: false, expects: 'true or false' })
  open!: boolean;

  @Env('SHELVES', { type: 'list', default: [], expects: 'names split by commas' })
  shelves!: string[];

  @Env('DOOR_URL', { default: null, expects: 'an http URL' })
  @IsUrl({ require_tld: false })
  doorUrl!: string | null;

  crossCheck(): string[] {
    return this.open && this.shelves.length === 0 ? ['OPEN is true but SHELVES is empty: name a shelf.'] : [];
  }
}

const SECRET = 'a secret of more than 32 characters';
const problemsOf = (env: Record<string, string>, configClass: new () => object = ShopConfig): readonly string[] => {
  try {
    loadConfig(configClass, { CALLER_SECRET: SECRET, ...env });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('a configuration', () => {
  it('has its defaults, the class before the one it extends', () => {
    const config = loadConfig(ShopConfig, { CALLER_SECRET: SECRET });
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4001,
      logLevel: 'info',
      open: false,
      shelves: [],
      doorUrl: null,
    });
    expect(loadConfig(ServiceConfig, { CALLER_SECRET: SECRET }).port).toBe(0);
  });

  it('reads each type from its text', () => {
    const env = { CALLER_SECRET: SECRET, PORT: ' 80 ', OPEN: 'Yes', SHELVES: 'a, b,,c', DOOR_URL: 'http://door:1' };
    expect(loadConfig(ShopConfig, env)).toMatchObject({
      port: 80,
      open: true,
      shelves: ['a', 'b', 'c'],
      doorUrl: 'http://door:1',
    });
  });

  it('takes a variable that is set to nothing as not set', () => {
    expect(loadConfig(ShopConfig, { CALLER_SECRET: SECRET, PORT: '' }).port).toBe(4001);
  });

  it('cannot be changed', () => {
    const config = loadConfig(ShopConfig, { CALLER_SECRET: SECRET });
    expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError);
  });
});

describe('a wrong variable', () => {
  it.each([
    ['PORT', 'http', 'PORT is "http": expected an integer from 0 to 65535 (0 takes any free port).'],
    ['PORT', '70000', 'PORT is "70000": expected an integer from 0 to 65535 (0 takes any free port).'],
    ['PORT', '1e3', 'PORT is "1e3": expected an integer from 0 to 65535 (0 takes any free port).'],
    ['OPEN', 'perhaps', 'OPEN is "perhaps": expected true or false.'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL is "loud": expected one of fatal, error, warn, info, debug, trace, silent.'],
  ])('%s=%s is named with what is expected', (name, value, sentence) => {
    expect(problemsOf({ [name!]: value! })).toEqual([sentence]);
  });

  it('that is a secret is described but not shown', () => {
    const [problem] = problemsOf({ CALLER_SECRET: 'hunter2' });
    expect(problem).toMatch(/^CALLER_SECRET is set to 7 characters: expected at least 32 characters/);
    expect(problem).not.toContain('hunter2');
  });

  it('that is a URL is shown without its password', () => {
    const [problem] = problemsOf(
      { DATABASE_URL: 'mysql://edda:hunter2@db/x', BROKER_URL: 'postgres://b/c' },
      StatefulServiceConfig,
    );
    expect(problem).toBe(
      'DATABASE_URL is "mysql://edda:***@db/x": expected the URL of a PostgreSQL database, such as postgres://user:password@host:5432/name.',
    );
  });

  it('that is missing is named', () => {
    expect(problemsOf({ CALLER_SECRET: '' })[0]).toMatch(/^CALLER_SECRET is not set: expected at least 32 characters/);
  });

  it('does not hide the others', () => {
    const env = { PORT: 'x', CALLER_SECRET: 'short', DATABASE_URL: 'postgres://db/x' };
    expect(problemsOf(env, StatefulServiceConfig).map((problem) => problem.split(' ')[0])).toEqual([
      'PORT',
      'BROKER_URL',
    ]);
    expect(() => loadConfig(StatefulServiceConfig, {})).toThrow(
      /^- CALLER_SECRET is not set.*\n- DATABASE_URL is not set.*\n- BROKER_URL/,
    );
  });

  it('that only contradicts another one is found', () => {
    expect(problemsOf({ OPEN: '1' })).toEqual(['OPEN is true but SHELVES is empty: name a shelf.']);
  });
});

it('a default for a variable that does not exist fails when the class is declared', () => {
  expect(() => {
    @EnvDefaults({ PROT: 1 })
    class Misspelt extends ServiceConfig {}
    return Misspelt;
  }).toThrow('Misspelt has no variable PROT: @EnvDefaults takes HOST, PORT');
});
