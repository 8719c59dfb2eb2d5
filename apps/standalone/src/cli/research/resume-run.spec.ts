import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CommandHarness } from '../testing/command-harness.js';
import { StubRun } from '../testing/stub-run.js';
import { runCommand } from '../run-command.js';

const QUESTION = 'What is kept?';

describe('research --resume', () => {
  let harness: CommandHarness;

  beforeEach(async () => {
    harness = await CommandHarness.create();
    await harness.files({
      'docs/a.txt': 'Alpha is kept.',
      'docs/b.md': 'Beta is kept.',
      'docs/c.md': 'Gamma is kept.',
    });
  });
  afterEach(async () => harness.dispose());

  /** Starts a run and presses Ctrl-C when its second upload arrives, which is never answered. */
  async function stopped(...options: string[]): Promise<number> {
    harness.platform.script = (request, response) => {
      if (request.path === '/contents' && harness.platform.uploads.length >= 1) {
        harness.interrupt.abort();
        response.destroy();
        return true;
      }
      return false;
    };
    const exitCode = await harness.run('research', QUESTION, 'docs', ...options);
    harness.platform.script = () => false;
    return exitCode;
  }

  async function resumed(...args: string[]): Promise<number> {
    harness.clear();
    harness.platform.uploads.length = 0;
    return runCommand(['research', '--resume', ...args], { ...harness.deps(), signal: new AbortController().signal });
  }

  it('is what Ctrl-C tells to do, exiting 130 with the platform stopped', async () => {
    expect(await stopped()).toBe(130);
    const { workflowId } = harness.platform.run;
    expect(harness.stderr.text).toContain(`npm run research -- --resume ${workflowId}\n`);
    expect(harness.log.at(-1)).toBe('stop');
    expect(existsSync(join(harness.cwd, 'research'))).toBe(false);
  });

  it('uploads only what is still asked for and writes the report', async () => {
    await stopped();
    const { workflowId, sources } = harness.platform.run;
    const missing = sources.filter(({ status }) => status === 'requested').map(({ source }) => source);
    expect(missing.length).toBeGreaterThan(0);
    expect(await resumed(workflowId)).toBe(0);
    expect(harness.platform.uploads.map(({ source }) => source).sort()).toEqual(missing);
    expect(await harness.run('verify', join('research', workflowId))).toBe(0);
  });

  it('remembers where the report was to go, and the data folder is named in the command to type', async () => {
    await stopped('--out', 'answer', '--data', 'elsewhere');
    const { workflowId } = harness.platform.run;
    expect(harness.stderr.text).toContain(`--resume ${workflowId} --data elsewhere\n`);
    expect(await resumed(workflowId, '--data', 'elsewhere')).toBe(0);
    expect(existsSync(join(harness.cwd, 'answer/report.json'))).toBe(true);
  });

  it('remembers the server', async () => {
    await stopped('--server', harness.url);
    harness.log.length = 0;
    expect(await resumed(harness.platform.run.workflowId)).toBe(0);
    expect(harness.log[0]).toBe(`open ${harness.url}`);
  });

  it('finds the files of a run whose creation was never answered', async () => {
    await stopped();
    const { workflowId } = harness.platform.run;
    const runs = join(harness.cwd, '.edda/runs');
    await rename(join(runs, `${workflowId}.json`), join(runs, `pending-${randomUUID()}.json`));
    expect(await resumed(workflowId)).toBe(0);
    expect(await readdir(runs)).toEqual([`${workflowId}.json`]);
  });

  it('refuses a run whose files are not known here rather than failing its sources', async () => {
    await stopped();
    const { workflowId } = harness.platform.run;
    expect(await resumed(workflowId, '--data', 'other')).toBe(2);
    expect(harness.stderr.text).toContain('it is not known');
    expect(harness.platform.run.sources.every(({ status }) => status !== 'failed')).toBe(true);
  });

  it('writes a finished run out again, over its earlier report and nothing else', async () => {
    await harness.run('research', QUESTION, 'docs');
    const { workflowId } = harness.platform.run;
    const directory = join(harness.cwd, 'research', workflowId);
    await writeFile(join(directory, 'report.md'), 'scribbled over');
    await writeFile(join(directory, 'mine.txt'), 'kept');
    expect(await resumed(workflowId)).toBe(0);
    expect(await readFile(join(directory, 'report.md'), 'utf8')).toBe('A report as text/markdown.');
    expect(await readFile(join(directory, 'mine.txt'), 'utf8')).toBe('kept');
    expect((await readdir(directory)).sort()).toEqual(['mine.txt', 'report.html', 'report.json', 'report.md', 'texts']);
    expect(harness.platform.sent('POST', /./)).toEqual([]);
  });

  it('finishes a folder that was being written when the process was killed', async () => {
    await harness.run('research', QUESTION, 'docs');
    const { workflowId } = harness.platform.run;
    await mkdir(join(harness.cwd, 'half', `.edda-${workflowId}`), { recursive: true });
    await harness.files({ 'half/texts/old.txt': 'x' });
    expect(await resumed(workflowId, '--out', 'half')).toBe(0);
    expect(await harness.run('verify', 'half')).toBe(0);
  });

  it('does not write over the report of another run', async () => {
    await harness.run('research', QUESTION, 'docs', '--out', 'first');
    const other = harness.platform.addRun(
      new StubRun(QUESTION, [{ source: 'http://x/', url: 'http://x/' }], { status: 'completed' }),
    );
    expect(await resumed(other.workflowId, '--out', 'first')).toBe(2);
    expect(harness.stderr.text).toContain('it holds something else');
  });

  it('exits 2 for an id nobody knows, and for what is no id', async () => {
    expect(await resumed(randomUUID())).toBe(2);
    expect(harness.stderr.text).toContain('knows no run');
    expect(await resumed('../../etc/passwd')).toBe(2);
    expect(harness.stderr.text).toContain('is not the id of a run');
  });
});
