import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CommandHarness } from '../testing/command-harness.js';
import { StubRun } from '../testing/stub-run.js';

describe('research --list', () => {
  let harness: CommandHarness;

  beforeEach(async () => {
    harness = await CommandHarness.create();
  });
  afterEach(async () => harness.dispose());

  function addRuns(count: number): string[] {
    const source = { source: 'http://x/', url: 'http://x/' };
    return Array.from({ length: count }, (_, index) => {
      const run = new StubRun(`Question ${index}\u001b[2J?`, [source], { status: 'completed' });
      return harness.platform.addRun(run).workflowId;
    });
  }

  it('prints a line for every run of every page, free of control characters', async () => {
    const ids = addRuns(5);
    expect(await harness.run('research', '--list')).toBe(0);
    const lines = harness.stdout.text.trimEnd().split('\n');
    expect(lines.map((line) => line.slice(0, 36))).toEqual(ids);
    expect(lines[0]).toMatch(/ {2}completed {2}2026-11-21T10:00:00\.000Z {2}Question 0\?$/);
    expect(harness.log.at(-1)).toBe('stop');
  });

  it('prints JSON with --json', async () => {
    const [workflowId] = addRuns(1);
    expect(await harness.run('research', '--list', '--json')).toBe(0);
    expect(JSON.parse(harness.stdout.text)).toEqual([
      { workflowId, status: 'completed', createdAt: '2026-11-21T10:00:00.000Z', question: 'Question 0\u001b[2J?' },
    ]);
  });

  it('cuts questions to the width of a terminal', async () => {
    harness.isTTY = true;
    harness.stdout.columns = 100;
    harness.platform.addRun(
      new StubRun('Why '.repeat(100), [{ source: 'u', url: 'http://x/' }], { status: 'completed' }),
    );
    await harness.run('research', '--list');
    expect(harness.stdout.text.trimEnd()).toHaveLength(99);
  });

  it('says so when there are none', async () => {
    expect(await harness.run('research', '--list')).toBe(0);
    expect(harness.stdout.text).toBe('There are no runs.\n');
  });

  it('takes neither a question nor sources', async () => {
    expect(await harness.run('research', '--list', 'Why?')).toBe(2);
    expect(harness.stderr.text).toContain('--list cannot be combined with a question or sources');
  });
});
