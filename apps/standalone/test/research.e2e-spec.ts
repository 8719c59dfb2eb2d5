import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeDocuments } from './support/documents.js';
import { findingsOf, readReport, type Report } from './support/report.js';
import { run, RunningCommand, type Finished } from './support/run-command.js';

const QUESTION = 'Who built the mill at Orlen and how long is the bridge?';

describe('the research command', () => {
  let folder: string;
  let first: Finished;
  let report: Report;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'edda-e2e-'));
    await writeDocuments(join(folder, 'docs'));
    first = await run(['research', QUESTION, 'docs', '--data', 'data', '--out', 'report'], folder);
    report = await readReport(join(folder, 'report'));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('ends with 0 and prints the workflow id', () => {
    expect(first).toMatchObject({ code: 0 });
    expect(first.stdout).toContain(`workflow ${report.workflowId}`);
  });

  it('answers every part of the question with citations', () => {
    expect(report.sections).toHaveLength(2);
    const cited = report.sections.map(({ claims }) =>
      claims.flatMap(({ citations }) => citations.map(({ quote }) => quote)).join(' '),
    );
    expect(cited[0]).toContain('Jonas Hald');
    expect(cited[1]).toContain('84 metres');
    expect(report.unanswered).toEqual([]);
  });

  it('lists what could not be read, with reasons', () => {
    const failed = report.sources.filter(({ status }) => status === 'failed').map(({ source }) => source);
    expect(failed.toSorted()).toEqual(['docs/blob.bin', 'docs/broken.pdf', 'docs/empty.txt']);
    expect(report.sources.every(({ status, reason }) => status !== 'failed' || reason)).toBe(true);
  });

  it('makes a learning path', () => {
    expect(report.learningPathId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('writes a report that verifies, and one altered character does not', async () => {
    expect(await run(['verify', 'report'], folder)).toMatchObject({ code: 0 });
    const { contentId } = report.sections[0]!.claims[0]!.citations[0]!;
    const path = join(folder, 'report/texts', `${contentId}.txt`);
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('m', 'n'));
    expect((await run(['verify', 'report'], folder)).code).toBe(1);
    await writeFile(path, text);
  });

  it('says that nothing answers when nothing does', async () => {
    const asked = await run(
      ['research', 'When was the bridge of Orlen repainted?', 'docs', '--data', 'data', '--out', 'none'],
      folder,
    );
    expect(asked).toMatchObject({ code: 0 });
    const none = await readReport(join(folder, 'none'));
    expect(none.unanswered).toHaveLength(1);
    expect(none.sections.flatMap(({ claims }) => claims)).toEqual([]);
  });

  it('stops with 2 when no source can be read', async () => {
    const asked = await run(['research', QUESTION, 'docs/empty.txt', '--data', 'data'], folder);
    expect(asked.code).toBe(2);
  });

  it('stops with 2 before it starts when a path is missing', async () => {
    const asked = await run(['research', QUESTION, 'docs', 'nowhere', '--data', 'unused'], folder);
    expect(asked).toMatchObject({ code: 2 });
    expect(asked.stderr).toContain('nowhere');
  });

  it('finds the same again', async () => {
    await run(['research', QUESTION, 'docs', '--data', 'data', '--out', 'again'], folder);
    expect(findingsOf(await readReport(join(folder, 'again')))).toEqual(findingsOf(report));
  });

  it('takes a killed run up where it was', async () => {
    for (const stage of ['workflow ', 'gather']) {
      const killed = new RunningCommand(['research', QUESTION, 'docs', '--data', 'data', '--out', 'resumed'], folder);
      const [, id = ''] = await killed.printed(/workflow ([0-9a-f-]{36})/);
      await killed.printed(new RegExp(stage));
      killed.kill('SIGKILL');
      await killed.finished;
      const resumed = await run(['research', '--resume', id, '--data', 'data', '--out', 'resumed'], folder);
      expect(resumed).toMatchObject({ code: 0 });
      expect(findingsOf(await readReport(join(folder, 'resumed')))).toEqual(findingsOf(report));
      await rm(join(folder, 'resumed'), { recursive: true });
    }
  });
});
