import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RunRecord } from './run-record.js';
import { RunRecords } from './run-records.js';

const record: RunRecord = {
  question: 'Why?',
  baseDirectory: '/home/me',
  files: [{ source: 'a.md', path: '/home/me/a.md' }],
  unavailable: [{ source: 'b.md', reason: 'permission denied' }],
  out: null,
  server: 'http://h',
};

describe('RunRecords', () => {
  let data: string;
  let records: RunRecords;

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'edda-runs-'));
    records = new RunRecords(data);
  });
  afterEach(async () => rm(data, { recursive: true, force: true }));

  it('finds a record under the name of its workflow once that is known', async () => {
    const [key, workflowId] = [randomUUID(), randomUUID()];
    await records.writePending(key, record);
    expect(await records.find(workflowId)).toBeUndefined();
    await records.confirm(key, workflowId);
    expect(await records.find(workflowId)).toEqual(record);
    expect(await readdir(join(data, 'runs'))).toEqual([`${workflowId}.json`]);
  });

  it('drops a pending record whose workflow was refused', async () => {
    await records.writePending('key', record);
    await records.dropPending('key');
    expect(await readdir(join(data, 'runs'))).toEqual([]);
  });

  it('adopts the pending record with the same question and exactly the same sources', async () => {
    await records.writePending('1', { ...record, question: 'How?' });
    await records.writePending('2', { ...record, unavailable: [] });
    await records.writePending('3', record);
    const workflowId = randomUUID();
    expect(await records.adoptPending(workflowId, 'Why?', new Set(['a.md', 'c.md']))).toBeUndefined();
    expect(await records.adoptPending(workflowId, 'Why?', new Set(['a.md', 'b.md']))).toEqual(record);
    expect(await records.find(workflowId)).toEqual(record);
    expect(await readdir(join(data, 'runs'))).toHaveLength(3);
  });

  it('says which record is damaged', async () => {
    const workflowId = randomUUID();
    await records.write(workflowId, record);
    const path = join(data, 'runs', `${workflowId}.json`);
    await writeFile(path, '{"question":1}');
    await expect(records.find(workflowId)).rejects.toThrow(`Cannot read the record of the run in ${path}`);
  });

  it('says what to do when it cannot be written', async () => {
    await writeFile(join(data, 'file'), '');
    const inFile = new RunRecords(join(data, 'file'));
    await expect(inFile.writePending('key', record)).rejects.toThrow('Name another data folder with --data');
  });
});
