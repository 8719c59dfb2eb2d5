import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import { buildDocxBomb } from '../../../test/fixtures/build-docx.js';
import { buildPdfBomb } from '../../../test/fixtures/build-pdf.js';
import { ExtractionPoolClosedError } from './extraction-pool-closed.error.js';
import { ExtractionPool, type ExtractionPoolOptions } from './extraction-pool.js';

const pools: ExtractionPool[] = [];

function openPool(options: ExtractionPoolOptions = {}): ExtractionPool {
  const pool = new ExtractionPool(options);
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

const text = (content: string, fileName = 'a.txt') => ({ bytes: new TextEncoder().encode(content), fileName });
/** A program that does to a document what its name says; it tells its process id and how many jobs it had before. */
const STUB = { entry: new URL('../../../test/fixtures/stub-extraction-process.mjs', import.meta.url), execArgv: [] };

async function waitUntilGone(processId: number): Promise<void> {
  for (;;) {
    try {
      process.kill(processId, 0);
    } catch {
      return;
    }
    await setTimeout(10);
  }
}

describe('ExtractionPool', () => {
  it('reads documents in one process, first come, first served', async () => {
    const pool = openPool();
    const finished: string[] = [];
    const jobs = ['one', 'two', 'three'].map(async (word) => {
      const result = await pool.run(text(`This is document ${word}.`));
      finished.push(word);
      return result.text;
    });
    expect(await Promise.all(jobs)).toEqual(['one', 'two', 'three'].map((word) => `This is document ${word}.`));
    expect(finished).toEqual(['one', 'two', 'three']);
  });

  it('passes sentences, keywords and failures on as they are', async () => {
    const pool = openPool();
    expect(await pool.run(text('One. Two.'))).toMatchObject({
      status: 'success',
      sentences: [
        [0, 4],
        [5, 9],
      ],
    });
    expect(await pool.run(text(''))).toMatchObject({ status: 'failed', reason: { code: 'EMPTY_FILE' } });
  });

  it('lets a bomb cost its own job only', async () => {
    const pool = openPool({ memoryLimitBytes: 400 * 1024 * 1024 });
    const [before, pdf, docx, after] = await Promise.all([
      pool.run(text('Before.')),
      pool.run({ bytes: buildPdfBomb(2000), fileName: 'bomb.pdf' }),
      pool.run({ bytes: buildDocxBomb(2000, 1000), fileName: 'bomb.docx' }),
      pool.run(text('After.')),
    ]);
    expect(before.text).toBe('Before.');
    expect(pdf).toMatchObject({ status: 'failed', title: 'bomb', reason: { code: 'MEMORY_EXCEEDED' } });
    expect(docx).toMatchObject({ status: 'failed', reason: { code: 'MEMORY_EXCEEDED' } });
    expect(after.text).toBe('After.');
  });

  it('refuses a file over the size limit without starting a process', async () => {
    const pool = openPool({ entry: '/there/is/no/such/file.js' });
    const result = await pool.run({ bytes: new Uint8Array(50 * 1024 * 1024 + 1), fileName: 'a.txt' });
    expect(result).toMatchObject({ status: 'failed', reason: { code: 'TOO_LARGE' } });
  });

  it('blames no document when the process cannot be started', async () => {
    const pool = openPool({ entry: '/there/is/no/such/file.js', execArgv: [] });
    await expect(pool.run(text('x'))).rejects.toThrow('/there/is/no/such/file.js');
  });

  it('fails a document that takes too long, and reads the next one in a fresh process', async () => {
    const pool = openPool({ ...STUB, deadlineMs: 3000 });
    const before = await pool.run(text('', 'answer'));
    const hung = await pool.run(text('', 'hang'));
    const after = await pool.run(text('', 'answer'));
    expect(hung).toMatchObject({
      status: 'failed',
      reason: { code: 'DEADLINE_EXCEEDED', detail: expect.stringContaining('3000 ms') },
    });
    expect(after.text).not.toBe(before.text);
  });

  it('fails a document that crashes a fresh process, with what it last said', async () => {
    const pool = openPool(STUB);
    const crashed = await pool.run(text('', 'crash'));
    expect(crashed).toMatchObject({
      status: 'failed',
      reason: { code: 'CORRUPT_FILE', detail: expect.stringContaining('out of sorts') },
    });
  });

  it('gives a document whose process died of the jobs before it another one', async () => {
    const pool = openPool(STUB);
    const first = await pool.run(text('', 'answer'));
    const second = await pool.run(text('', 'crash-unless-first'));
    expect(second.status).toBe('success');
    expect(second.text).not.toBe(first.text);
  });

  it('fails a document that exhausts the heap, or whose process is killed twice', async () => {
    const pool = openPool(STUB);
    expect((await pool.run(text('', 'heap'))).reason?.code).toBe('MEMORY_EXCEEDED');
    expect((await pool.run(text('', 'kill'))).reason?.code).toBe('MEMORY_EXCEEDED');
  });

  it('stops an idle process, and starts one when it is needed', async () => {
    const pool = openPool({ ...STUB, idleMs: 10 });
    const first = await pool.run(text('', 'answer'));
    await waitUntilGone(Number(first.text));
    expect((await pool.run(text('', 'answer'))).text).not.toBe(first.text);
  });

  it('reads as many documents at once as it has processes', async () => {
    const pool = openPool({ ...STUB, size: 2 });
    const results = await Promise.all([pool.run(text('', 'answer')), pool.run(text('', 'answer'))]);
    expect(new Set(results.map((result) => result.text)).size).toBe(2);
  });

  it('rejects what is not done when it is closed', async () => {
    const pool = openPool();
    const jobs = [pool.run(text('running')), pool.run(text('waiting'))].map((job) =>
      job.catch((error: unknown) => error),
    );
    await pool.close();
    for (const outcome of await Promise.all(jobs)) expect(outcome).toBeInstanceOf(ExtractionPoolClosedError);
    await expect(pool.run(text('late'))).rejects.toBeInstanceOf(ExtractionPoolClosedError);
  });
});
