import { afterAll, describe, expect, it } from '@jest/globals';
import { textDocument } from '../../test/support/text-documents.js';
import { EngineDeadlineError } from './engine-errors.js';
import { EnginePool } from './engine-pool.js';
import type { GatherResult } from './researcher/gather.js';

describe('EnginePool', () => {
  const pool = new EnginePool();
  afterAll(() => pool.close());

  it('runs an engine in another thread and says what it took', async () => {
    const { result, cpuTimeMs, memoryBytes } = await pool.run('coordinator', {
      question: 'What is a relay and how does it keep order?',
    });
    expect(result).toEqual({ subQuestions: ['What is a relay?', 'How does a relay keep order?'] });
    expect(cpuTimeMs).toBeGreaterThan(0);
    expect(memoryBytes).toBeGreaterThan(1_000_000);
  });

  it('hands documents to the thread and claims back', async () => {
    const documents = [textDocument('bridge.txt', 'The bridge\n\nThe bridge was opened in 1841. It has five arches.')];
    const { result: found } = await pool.run('researcher', { subQuestion: 'When was the bridge opened?', documents });
    const { result } = await pool.run('analyzer', {
      subQuestion: 'When was the bridge opened?',
      passages: (found as GatherResult).passages,
      documents,
    });
    expect(result.claims.map(({ text }) => text)).toEqual(['The bridge was opened in 1841.']);
  });

  it('ends a run that is over its deadline and goes on with a new thread', async () => {
    const text = 'The bridge was opened in 1841 by the mayor of the town. '.repeat(60_000);
    const documents = [textDocument('long.txt', text)];
    const run = pool.run('researcher', { subQuestion: 'When was the bridge opened?', documents }, { deadlineMs: 20 });
    await expect(run).rejects.toThrow(EngineDeadlineError);
    await expect(run).rejects.toMatchObject({ code: 'ENGINE.DEADLINE_EXCEEDED' });
    const { result } = await pool.run('coordinator', { question: 'What is a relay?' });
    expect(result.subQuestions).toEqual(['What is a relay?']);
  });

  it('says so when the thread runs out of memory', async () => {
    const small = new EnginePool({ memoryLimitMb: 8 });
    const run = small.run('coordinator', { question: 'What is a relay?' });
    await expect(run).rejects.toMatchObject({ code: 'ENGINE.MEMORY_EXCEEDED' });
    await small.close();
  });

  it('rejects with the reason of the signal when that aborts', async () => {
    const reason = new Error('stopped');
    await expect(pool.run('coordinator', { question: 'What?' }, { signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
    const controller = new AbortController();
    const documents = [textDocument('long.txt', 'The bridge was opened in 1841. '.repeat(60_000))];
    const run = pool.run(
      'researcher',
      { subQuestion: 'When was the bridge opened?', documents },
      { signal: controller.signal },
    );
    controller.abort(reason);
    await expect(run).rejects.toBe(reason);
  });

  it('passes on what an engine throws', async () => {
    await expect(pool.run('coordinator', null as never)).rejects.toThrow("Cannot destructure property 'question'");
  });
});
