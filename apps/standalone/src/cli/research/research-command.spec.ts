import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CommandHarness } from '../testing/command-harness.js';
import { problem } from '../testing/stub-platform.js';

const QUESTION = 'What is kept?';

describe('research', () => {
  let harness: CommandHarness;

  beforeEach(async () => {
    harness = await CommandHarness.create();
    await harness.files({ 'docs/b.md': 'Beta is kept.', 'docs/a.txt': 'Alpha is kept.', 'notes.md': 'Gamma is not.' });
  });
  afterEach(async () => harness.dispose());

  it('uploads what is asked for, writes the report with its texts and exits 0', async () => {
    expect(await harness.run('research', QUESTION, 'docs', 'notes.md')).toBe(0);

    const { workflowId, sources } = harness.platform.run;
    expect(sources.map(({ source }) => source)).toEqual(['docs/a.txt', 'docs/b.md', 'notes.md']);
    expect(harness.platform.uploads.map(({ fileName }) => fileName).sort()).toEqual(['a.txt', 'b.md', 'notes.md']);
    const directory = join(harness.cwd, 'research', workflowId);
    expect((await readdir(directory)).sort()).toEqual(['report.html', 'report.json', 'report.md', 'texts']);
    expect(await readFile(join(directory, 'texts', `${sources[0]?.contentId}.txt`), 'utf8')).toBe('Alpha is kept.');
    expect(await readFile(join(directory, 'report.md'), 'utf8')).toBe('A report as text/markdown.');
    expect(await harness.run('verify', `research/${workflowId}`)).toBe(0);
  });

  it('prints the workflow id before anything of the run, and at the end where the report is and what it holds', async () => {
    await harness.run('research', QUESTION, 'docs');

    const { workflowId } = harness.platform.run;
    const lines = harness.stdout.text.split('\n');
    expect(lines.indexOf(`workflow ${workflowId}`)).toBeLessThan(
      lines.findIndex((line) => line.startsWith('import: ')),
    );
    expect(harness.stdout.text).toContain(`Report: research/${workflowId}`);
    expect(harness.stdout.text).toContain('1 section with 2 claims');
    expect(harness.stdout.text).toContain('2 of 2 sources read');
    expect(harness.stdout.text).toContain('unanswered: Is there more?');
    expect(harness.stderr.text).toBe('');
  });

  it('stops the platform it started and leaves one it joined running', async () => {
    await harness.run('research', QUESTION, 'docs');
    expect(harness.log).toEqual([`open ${join(harness.cwd, '.edda')}`, 'stop']);

    harness.log.length = 0;
    harness.joined = true;
    await harness.run('research', QUESTION, 'docs', '--server', `${harness.url}/api/v1/`);
    expect(harness.log).toEqual([`open ${harness.url}`]);
  });

  it('lists a source that failed with its reason and goes on', async () => {
    await harness.files({ 'docs/empty.md': '' });
    expect(await harness.run('research', QUESTION, 'docs')).toBe(0);
    expect(harness.stdout.text).toContain('2 of 3 sources read');
    expect(harness.stdout.text).toContain('failed: docs/empty.md: the file is empty');
  });

  it('answers for a file that vanished after it was named', async () => {
    harness.platform.script = ({ method, path }) => {
      // After the files were found, and before their bytes are asked for.
      if (method === 'POST' && path === '/research/workflows') {
        rmSync(join(harness.cwd, 'notes.md'));
      }
      return false;
    };
    expect(await harness.run('research', QUESTION, 'docs', 'notes.md')).toBe(0);
    expect(harness.stdout.text).toContain(
      'failed: notes.md: the file cannot be read: it is not there any more (ENOENT)',
    );
  });

  it('writes to exactly the folder given with --out', async () => {
    expect(await harness.run('research', QUESTION, 'docs', '--out', 'answer/here')).toBe(0);
    expect(existsSync(join(harness.cwd, 'answer/here/report.json'))).toBe(true);
    expect(await readdir(join(harness.cwd, 'answer'))).toEqual(['here']);
    expect(existsSync(join(harness.cwd, 'research'))).toBe(false);
  });

  it('refuses a folder that holds something else before anything is started', async () => {
    await harness.files({ 'answer/mine.txt': 'precious' });
    expect(await harness.run('research', QUESTION, 'docs', '--out', 'answer')).toBe(2);
    expect(harness.stderr.text).toContain('it holds something else');
    expect(harness.log).toEqual([]);
  });

  it.each([
    { why: 'a missing path', args: [QUESTION, 'docs', 'nowhere'], says: 'There is no "nowhere"' },
    { why: 'no source', args: [QUESTION], says: 'There is no source' },
    { why: 'an empty question', args: ['  ', 'docs'], says: 'There is no question' },
    { why: 'an unknown option', args: [QUESTION, 'docs', '--fast'], says: 'Usage: npm run research' },
    { why: 'an option without its value', args: [QUESTION, 'docs', '--out'], says: 'Usage: npm run research' },
  ])('exits 2 for $why before anything is started', async ({ args, says }) => {
    expect(await harness.run('research', ...args)).toBe(2);
    expect(harness.stderr.text).toContain(says);
    expect(harness.log).toEqual([]);
    expect(existsSync(join(harness.cwd, '.edda'))).toBe(false);
  });

  it('exits 2 for a folder without a file', async () => {
    await harness.files({ 'empty/.hidden': 'x', 'empty/node_modules/p/index.js': 'x' });
    expect(await harness.run('research', QUESTION, 'empty')).toBe(2);
    expect(harness.stderr.text).toContain('There is no file to read in "empty"');
    expect(harness.log).toEqual([]);
  });

  it('tells how many files a limit left out, and by which rule', async () => {
    expect(await harness.run('research', QUESTION, 'docs', '--max-bytes', '20')).toBe(0);
    expect(harness.platform.uploads.map(({ source }) => source)).toEqual(['docs/a.txt']);
    expect(harness.stderr.text).toContain('left out: 1 file: beyond 20 bytes in total (docs/b.md)');
  });

  it('creates one workflow even when the answer to the request was lost', async () => {
    harness.platform.lostAnswers = 2;
    expect(await harness.run('research', QUESTION, 'docs')).toBe(0);
    const keys = harness.platform.sent('POST', /workflows$/).map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(harness.platform.runs.size).toBe(1);
  });

  it('goes on where the stream of events was cut', async () => {
    harness.platform.cutStreamAfter = 1;
    expect(await harness.run('research', QUESTION, 'docs', 'notes.md')).toBe(0);
    const resumed = harness.platform.sent('GET', /events$/).map(({ headers }) => headers['last-event-id']);
    expect(resumed).toEqual(resumed.map((_id, index) => (index === 0 ? undefined : String(index))));
    expect(harness.platform.uploads).toHaveLength(3);
  });

  it('comes to its end although no event arrives', async () => {
    harness.platform.script = (request, response) => {
      if (request.path.endsWith('/events')) {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': held back by a proxy\n\n');
        return true;
      }
      return false;
    };
    expect(await harness.run('research', QUESTION, 'docs')).toBe(0);
    expect(harness.platform.uploads).toHaveLength(2);
  });

  it('uploads again after a failure of the server, each content once', async () => {
    let failures = 0;
    harness.platform.script = (request, response) => {
      if (request.path === '/contents' && failures < 3) {
        failures += 1;
        problem(response, 503, 'CONTENT.BUSY', 'Come back later.');
        return true;
      }
      return false;
    };
    expect(await harness.run('research', QUESTION, 'docs', 'notes.md')).toBe(0);
    expect(failures).toBe(3);
    expect(harness.platform.uploads.map(({ source }) => source).sort()).toEqual([
      'docs/a.txt',
      'docs/b.md',
      'notes.md',
    ]);
    expect(harness.stdout.text).toContain('Trying again.');
  });

  it('sends the bytes of a large file as they are', async () => {
    const bytes = Buffer.alloc(3_000_000, 'Every byte counts.\r\n');
    await harness.files({ 'big/böse "quotes".txt': bytes });
    expect(await harness.run('research', QUESTION, 'big')).toBe(0);
    const [upload] = harness.platform.uploads;
    expect(upload?.fileName).toContain('böse');
    const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
    expect(sha256(upload?.bytes ?? Buffer.alloc(0))).toBe(sha256(bytes));
  });

  it('lets a file fail whose upload is refused', async () => {
    harness.platform.script = (request, response, body) => {
      if (request.path === '/contents' && body.includes('notes.md')) {
        problem(response, 413, 'CONTENT.TOO_LARGE', 'This is too large.');
        return true;
      }
      return false;
    };
    expect(await harness.run('research', QUESTION, 'docs', 'notes.md')).toBe(0);
    expect(harness.stdout.text).toContain(
      'failed: notes.md: the upload was refused: This is too large. (CONTENT.TOO_LARGE)',
    );
  });

  it('exits 1 with code and detail when the run failed', async () => {
    harness.platform.outcome = { code: 'RESEARCH.PLAN_FAILED', detail: 'Nobody\u001b[31m plans.' };
    expect(await harness.run('research', QUESTION, 'docs')).toBe(1);
    expect(harness.stderr.text).toContain('failed: Nobody plans. (RESEARCH.PLAN_FAILED)');
    expect(existsSync(join(harness.cwd, 'research'))).toBe(false);
  });

  it('exits 2 and lists the failures when no source could be read', async () => {
    await harness.files({ 'empty/a.md': '', 'empty/b.md': '' });
    harness.platform.outcome = { code: 'RESEARCH.NO_READABLE_SOURCE', detail: 'No source can be read.' };
    expect(await harness.run('research', QUESTION, 'empty')).toBe(2);
    expect(harness.stderr.text).toContain('failed: empty/a.md: the file is empty');
    expect(harness.stderr.text).toContain('failed: empty/b.md: the file is empty');
  });

  it('exits 3 when the run was cancelled', async () => {
    harness.platform.outcome = { status: 'cancelled' };
    expect(await harness.run('research', QUESTION, 'docs')).toBe(3);
    expect(harness.stderr.text).toContain('was cancelled');
  });

  it('exits 1 and writes nothing when a text is not the one the report speaks of', async () => {
    harness.platform.tamper = (path, content) => (path.endsWith('/text') ? content.replace('Alpha', 'Omega') : content);
    expect(await harness.run('research', QUESTION, 'docs', '--out', 'answer')).toBe(1);
    const [source] = harness.platform.run.sources;
    expect(harness.stderr.text).toContain(`texts/${source?.contentId}.txt, claim c1: 0..10 is not the quote`);
    expect(await readdir(harness.cwd)).not.toContain('answer');
  });

  it('does not let an id from the server become a path', async () => {
    harness.platform.tamper = (path, content) =>
      path.endsWith('/report')
        ? content.replaceAll(harness.platform.run.sources[0]?.contentId ?? '', '../../evil')
        : content;
    expect(await harness.run('research', QUESTION, 'docs')).toBe(1);
    expect(harness.stderr.text).toContain('expected: a UUID');
    expect(harness.platform.sent('GET', /evil/)).toEqual([]);
  });

  it('gives the result alone on stdout with --json', async () => {
    expect(await harness.run('research', QUESTION, 'docs', '--json')).toBe(0);
    const { workflowId } = harness.platform.run;
    expect(JSON.parse(harness.stdout.text)).toMatchObject({
      workflowId,
      status: 'completed',
      directory: join(harness.cwd, 'research', workflowId),
      sections: 1,
      claims: 2,
      sources: [{ source: 'docs/a.txt', status: 'completed' }, { source: 'docs/b.md' }],
      unanswered: ['Is there more?'],
    });
    expect(harness.stderr.text).toContain(`workflow ${workflowId}`);
  });

  it('sends the access token, and says so when it is refused', async () => {
    harness.env = { EDDA_TOKEN: 'secret' };
    harness.platform.script = (_request, response) => {
      problem(response, 401, 'GATEWAY.UNAUTHENTICATED', 'Who are you?');
      return true;
    };
    expect(await harness.run('research', QUESTION, 'docs')).toBe(1);
    expect(harness.platform.requests[0]?.headers.authorization).toBe('Bearer secret');
    expect(harness.stderr.text).toContain('Is the access token right');
    expect(await readdir(join(harness.cwd, '.edda/runs'))).toEqual([]);
  });

  it('gives the token that a platform on the data folder was configured with to no other', async () => {
    harness.env = { ACCESS_TOKEN: 'of-this-gateway' };
    await harness.run('research', QUESTION, 'docs');
    expect(harness.platform.requests[0]?.headers.authorization).toBe('Bearer of-this-gateway');
    harness.clear();
    await harness.run('research', QUESTION, 'docs', '--server', harness.url);
    expect(harness.platform.requests[0]?.headers.authorization).toBeUndefined();
  });

  it('exits 2 with what the platform says against the request', async () => {
    harness.platform.script = (_request, response) => {
      problem(response, 400, 'RESEARCH.BAD_REQUEST', 'question is too vague');
      return true;
    };
    expect(await harness.run('research', QUESTION, 'docs')).toBe(2);
    expect(harness.stderr.text).toContain('question is too vague (RESEARCH.BAD_REQUEST)');
  });

  it('says which address does not answer, and gives up', async () => {
    await harness.platform.close();
    expect(await harness.run('research', QUESTION, 'docs')).toBe(1);
    expect(harness.stderr.text).toContain(`No answer from ${harness.url}: connection refused (ECONNREFUSED)`);
  });

  it('explains itself with --help', async () => {
    expect(await harness.run('research', '--help')).toBe(0);
    expect(harness.stdout.text).toContain('Exit codes: 0');
    expect(harness.log).toEqual([]);
  });

  it('draws a bar for each stage on a terminal and leaves the cursor below them', async () => {
    harness.isTTY = true;
    harness.stdout.columns = 60;
    expect(await harness.run('research', QUESTION, 'docs')).toBe(0);
    for (const stage of ['import', 'plan', 'gather', 'analyse', 'write', 'review', 'learn']) {
      expect(harness.stdout.text).toMatch(new RegExp(`${stage} +\\[#+\\] completed`));
    }
    expect(harness.stdout.text).not.toContain('\u001b[?25l');
    expect(harness.stdout.text.slice(harness.stdout.text.lastIndexOf('learn '))).toMatch(/\n.*Report: /s);
  });
});
