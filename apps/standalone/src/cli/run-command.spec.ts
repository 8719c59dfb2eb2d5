import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runCommand } from './run-command.js';
import { CommandHarness } from './testing/command-harness.js';

describe('runCommand', () => {
  let harness: CommandHarness;

  beforeEach(async () => {
    harness = await CommandHarness.create();
    await harness.files({ 'a.md': 'text' });
  });
  afterEach(async () => harness.dispose());

  it('exits 2 for a command it does not know and names those it knows', async () => {
    expect(await harness.run('reserach')).toBe(2);
    expect(harness.stderr.text).toContain('There is no command "reserach"');
    expect(harness.stderr.text).toContain('npm run verify');
    expect(await harness.run()).toBe(2);
    expect(await harness.run('toString')).toBe(2);
  });

  it('explains itself with --help', async () => {
    expect(await harness.run('--help')).toBe(0);
    expect(harness.stdout.text).toContain('npm run research');
  });

  it('exits 1 in a sentence when the platform cannot be opened', async () => {
    const openPlatform = async (): Promise<never> => {
      throw new Error('The data folder is held by process 42.');
    };
    const exitCode = await runCommand(['research', 'Why?', 'a.md'], { ...harness.deps(), openPlatform });
    expect(exitCode).toBe(1);
    expect(harness.stderr.text).toContain('The data folder is held by process 42.');
    expect(harness.stderr.text).not.toContain('    at ');
  });

  it('exits 130 on Ctrl-C before a run exists', async () => {
    harness.interrupt.abort();
    expect(await harness.run('research', 'Why?', 'a.md')).toBe(130);
    expect(harness.platform.requests).toEqual([]);
  });

  it('outlives a reader that stops reading', async () => {
    harness.stdout.write = (() => {
      harness.stdout.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      return false;
    }) as typeof harness.stdout.write;
    expect(await harness.run('research', 'Why?', 'a.md')).toBe(0);
  });
});
