import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CommandHarness } from '../testing/command-harness.js';

const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');
const TEXT = 'Ein 𝄞 klingt. Messages are kept in a log.';
const QUOTE = 'Messages are kept in a log.';
const [READ, FAILED, OTHER] = [randomUUID(), randomUUID(), randomUUID()];

interface Shape {
  schemaVersion: string;
  sections: { subQuestion: string; claims: { id: string; text: string; citations: Record<string, unknown>[] }[] }[];
  sources: Record<string, unknown>[];
  [field: string]: unknown;
}

function reportOf(change: (report: Shape, citation: Record<string, unknown>) => void): string {
  const start = TEXT.indexOf(QUOTE);
  const citation = { contentId: READ, source: 'a.md', sha256: sha256('bytes'), start, end: TEXT.length, quote: QUOTE };
  const report: Shape = {
    schemaVersion: '1.0.0',
    workflowId: randomUUID(),
    question: 'What is kept?',
    sections: [{ subQuestion: 'What?', claims: [{ id: 'c1', text: QUOTE, citations: [citation] }] }],
    sources: [
      { contentId: READ, source: 'a.md', sha256: sha256('bytes'), textSha256: sha256(TEXT), status: 'partial' },
      { contentId: FAILED, source: 'b.pdf', sha256: null, textSha256: null, status: 'failed', reason: 'encrypted' },
    ],
    unanswered: [],
    learningPathId: null,
  };
  change(report, citation);
  return JSON.stringify(report);
}

describe('verify', () => {
  let harness: CommandHarness;

  beforeEach(async () => {
    harness = await CommandHarness.create();
    await write();
  });
  afterEach(async () => harness.dispose());

  async function write(
    change: Parameters<typeof reportOf>[0] = () => undefined,
    text: string | Uint8Array = TEXT,
  ): Promise<void> {
    await harness.files({ 'r/report.json': reportOf(change), [`r/texts/${READ}.txt`]: text });
  }

  it('exits 0 with a summary when every quote is found in its text', async () => {
    expect(await harness.run('verify', 'r')).toBe(0);
    expect(harness.stdout.text).toBe('r: everything holds: 1 claim, 1 quote, 1 text of 2 sources.\n');
  });

  it('needs no platform', async () => {
    await harness.run('verify', 'r');
    expect(harness.log).toEqual([]);
    expect(harness.platform.requests).toEqual([]);
  });

  it('names the claim, the quote and what stands there when one character of a text was altered', async () => {
    await write(undefined, TEXT.replace('kept', 'kepT'));
    expect(await harness.run('verify', 'r')).toBe(1);
    expect(harness.stderr.text).toContain(`texts/${READ}.txt: the sha256 is not the textSha256 of the source`);
    expect(harness.stderr.text).toContain(`texts/${READ}.txt, claim c1: 15..42 is not the quote`);
    expect(harness.stderr.text).toContain(`  expected: ${QUOTE}\n  found:    Messages are kepT in a log.\n`);
    expect(harness.stderr.text).toContain('r: 2 mismatches.');
  });

  it('notices an altered character that no quote touches', async () => {
    await write(undefined, TEXT.replace('Ein', 'ein'));
    expect(await harness.run('verify', 'r')).toBe(1);
    expect(harness.stderr.text).toContain('r: 1 mismatch.');
  });

  it.each<[string, Parameters<typeof reportOf>[0], string]>([
    ['offsets beside the quote', (_report, citation) => (citation['start'] = 14), 'is not the quote'],
    ['offsets beyond the text', (_report, citation) => (citation['end'] = 999), '15..999 is no span of a text of 42'],
    ['an empty span', (_report, citation) => (citation['start'] = citation['end']), '42..42 is no span'],
    ['a source that is not listed', (_report, citation) => (citation['contentId'] = OTHER), 'not among the sources'],
    ['a source that failed', (_report, citation) => (citation['contentId'] = FAILED), 'cites "b.pdf", which failed'],
    [
      'another sha256',
      (_report, citation) => (citation['sha256'] = 'abc'),
      'sha256 of the citation is not that of its',
    ],
    ['another name', (_report, citation) => (citation['source'] = 'c.md'), 'names its source otherwise'],
    [
      'a claim that cites nothing',
      (report) => (report.sections[0]!.claims[0]!.citations = []),
      'this claim cites nothing',
    ],
    ['an id used twice', (report) => report.sections.push(report.sections[0]!), 'this claim is used twice'],
    ['a source listed twice', (report) => report.sources.push({ ...report.sources[1] }), 'twice'],
    ['a source without hashes', (report) => (report.sources[0]!['textSha256'] = null), 'names no sha256 or textSha256'],
    [
      'a text that is missing',
      (report) => Object.assign(report.sources[1]!, { status: 'completed' }),
      'txt: is missing',
    ],
    ['an unknown version', (report) => (report.schemaVersion = '9.0.0'), 'found:    "9.0.0"'],
    ['an id that leads elsewhere', (report) => (report.sources[0]!['contentId'] = '../../x'), 'sources[0].contentId'],
    ['a field of another kind', (report) => (report['unanswered'] = 'none'), 'unanswered has another shape'],
  ])('notices %s', async (_what, change, says) => {
    await write((report, citation) => void change(report, citation));
    expect(await harness.run('verify', 'r')).toBe(1);
    expect(harness.stderr.text).toContain(says);
  });

  it('notices a text that is not UTF-8, or begins with a byte order mark', async () => {
    await write(undefined, Buffer.concat([Buffer.from(TEXT), Buffer.from([0xff])]));
    expect(await harness.run('verify', 'r')).toBe(1);
    expect(harness.stderr.text).toContain('is not valid UTF-8');
    await write((report) => (report.sources[0]!['textSha256'] = sha256(`\ufeff${TEXT}`)), `\ufeff${TEXT}`);
    expect(await harness.run('verify', 'r')).toBe(1);
    expect(harness.stderr.text).toContain('byte order mark');
  });

  it('notices a report that is not JSON', async () => {
    await harness.files({ 'r/report.json': '{"schemaVersion":' });
    expect(await harness.run('verify', 'r')).toBe(1);
    expect(harness.stderr.text).toContain('report.json: is not JSON');
  });

  it('prints nothing of a report that could steer the terminal', async () => {
    await write((_report, citation) => (citation['quote'] = '\u001b]0;title\u0007\u001b[2J\u202eevil'));
    expect(await harness.run('verify', 'r')).toBe(1);

    expect(harness.stderr.text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it('gives every mismatch as JSON with --json', async () => {
    await write((_report, citation) => (citation['sha256'] = 'abc'));
    expect(await harness.run('verify', 'r', '--json')).toBe(1);
    expect(JSON.parse(harness.stdout.text)).toMatchObject({
      ok: false,
      directory: join(harness.cwd, 'r'),
      claims: 1,
      mismatches: [{ file: 'report.json', claimId: 'c1', expected: sha256('bytes'), found: 'abc' }],
    });
  });

  it('exits 2 when there is no folder or no report.json, or nothing was named', async () => {
    expect(await harness.run('verify', 'nowhere')).toBe(2);
    expect(harness.stderr.text).toContain('nowhere/report.json: there is none');
    await rm(join(harness.cwd, 'r/report.json'));
    await mkdir(join(harness.cwd, 'r/report.json'));
    expect(await harness.run('verify', 'r')).toBe(2);
    expect(await harness.run('verify')).toBe(2);
    expect(await harness.run('verify', 'a', 'b')).toBe(2);
    expect(harness.stderr.text).toContain('Usage: npm run verify');
  });
});
