import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CommandHarness } from '../testing/command-harness.js';
import { runCommand } from '../run-command.js';

describe('start', () => {
  let harness: CommandHarness;

  beforeEach(async () => {
    harness = await CommandHarness.create();
  });
  afterEach(async () => harness.dispose());

  it('says where Edda is ready, serves until Ctrl-C and stops', async () => {
    const running = harness.run('start', '--port', '4000', '--host', '::1', '--data', 'folder');
    await new Promise((resolve) => setImmediate(resolve));
    expect(harness.stdout.text).toBe(`Edda is ready at ${harness.url} (API /api/v1, docs /docs)\n`);
    expect(harness.log).toEqual([`start ::1:4000 ${join(harness.cwd, 'folder')}`]);
    harness.interrupt.abort();
    expect(await running).toBe(0);
    expect(harness.log.at(-1)).toBe('stop');
  });

  it('leaves host and port to the platform where none is given', async () => {
    harness.interrupt.abort();
    await harness.run('start');
    const running = runCommand(['start'], { ...harness.deps(), signal: AbortSignal.timeout(5) });
    expect(await running).toBe(0);
    expect(harness.log[0]).toBe(`start undefined:undefined ${join(harness.cwd, '.edda')}`);
  });

  it('says so and exits when the platform of the folder runs already', async () => {
    harness.joined = true;
    expect(await harness.run('start')).toBe(0);
    expect(harness.stdout.text).toContain(`running already at ${harness.url}`);
    expect(harness.log).not.toContain('stop');
  });

  it('exits 1 with the reason when it cannot start', async () => {
    const startPlatform = async (): Promise<never> => {
      throw new Error('Port 3000 is in use; choose another with --port.');
    };
    expect(await runCommand(['start'], { ...harness.deps(), startPlatform })).toBe(1);
    expect(harness.stderr.text).toContain('Port 3000 is in use; choose another with --port.');
  });

  it('exits 1 when it does not stop in time', async () => {
    const startPlatform = async () => ({
      url: harness.url,
      joined: false,
      stop: () => new Promise<void>(() => undefined),
    });
    const running = runCommand(['start'], { ...harness.deps(), startPlatform });
    setImmediate(() => harness.interrupt.abort());
    expect(await running).toBe(1);
    expect(harness.stderr.text).toContain('did not stop within');
  });

  it.each([['--port', '70000'], ['--port', '3e3'], ['--port', '-1'], ['--host', ''], ['extra'], ['--prot', '1']])(
    'exits 2 for %s %s',
    async (...args) => {
      expect(await harness.run('start', ...args)).toBe(2);
      expect(harness.log).toEqual([]);
    },
  );

  it('explains itself with --help', async () => {
    expect(await harness.run('start', '--help')).toBe(0);
    expect(harness.stdout.text).toContain('--port N');
  });
});
