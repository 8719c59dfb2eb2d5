import type { CancelImport, CancelTask } from '@edda/event-schemas';
import { eventually } from '@edda/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ResearchWorld } from './support/research-world.js';

const WHO = 'Who built the mill?';
const WHEN = 'When was the mill built?';
const SHA256 = 'a'.repeat(64);

describe('a research run, with content and agents played by the test', () => {
  let world: ResearchWorld;

  beforeAll(async () => {
    world = await ResearchWorld.start();
  });

  afterAll(() => world?.stop());

  /** A run whose imports are through. */
  async function imported(): Promise<{ id: string; contentIds: string[] }> {
    const { workflowId: id, sources } = await world.create(`${WHO} ${WHEN}`, 'a.md', 'b.md');
    const contentIds = sources.map(({ contentId }) => contentId);
    await world.sent(id, 'ImportContent', 2);
    for (const contentId of contentIds) await world.imported(id, contentId);
    return { id, contentIds };
  }

  /** A run that has come to its researchers: two for each of the sub-questions. */
  async function planned(...subQuestions: string[]): Promise<{ id: string; contentIds: string[] }> {
    const run = await imported();
    const [plan] = await world.tasks(run.id, 'plan', 1);
    await world.done(run.id, plan!.taskId, { subQuestions });
    await world.tasks(run.id, 'gather', 2 * subQuestions.length);
    return run;
  }

  const claim = (contentId: string, text: string): object => ({
    text,
    citations: [{ contentId, source: 'a.md', sha256: SHA256, start: 0, end: text.length, quote: text }],
  });
  const draft = (answered: string, contentId: string, unanswered: string[]): Record<string, unknown> => ({
    title: answered,
    summary: 'Summary.',
    sections: [{ subQuestion: WHO, claims: [{ id: 'c1', ...claim(contentId, answered) }] }],
    unanswered,
  });
  const review = (reviewed: object, score: number): Record<string, unknown> => ({
    draft: reviewed,
    score,
    coverage: score,
    accuracy: 1,
    relevance: 1,
    completeness: 1,
    problems: [],
  });
  const stageOf = async (id: string, wanted: string): Promise<string> => {
    const found = (await world.get(id)).stages.find(({ stage }) => stage === wanted);
    return `${found?.status} ${found?.done}/${found?.total}`;
  };

  it('works a poor report over, and completes with the better one', async () => {
    const { id, contentIds } = await planned(WHO, WHEN);
    const [first = ''] = contentIds;
    const nothing = { candidates: [], cut: true };
    for (const { taskId } of await world.tasks(id, 'gather', 4)) await world.done(id, taskId, nothing);
    for (const { taskId, payload } of await world.tasks(id, 'analyse', 2)) {
      const answered = { answered: true, claims: [claim(first, 'Jonas.')], more: false };
      const unanswered = { answered: false, claims: [], more: true };
      await world.done(id, taskId, payload['subQuestion'] === WHO ? answered : unanswered);
    }
    const poor = draft('Jonas.', first, [WHEN]);
    await world.done(id, (await world.tasks(id, 'write', 1))[0]!.taskId, poor);
    await world.done(id, (await world.tasks(id, 'review', 1))[0]!.taskId, review(poor, 0.6));

    const again = (await world.tasks(id, 'gather', 6)).slice(4);
    const wider = contentIds.map((within) => ({ subQuestion: WHEN, contentIds, within: [within], breadth: 2 }));
    expect(again.map(({ payload }) => payload)).toEqual(expect.arrayContaining(wider));
    await eventually(async () => {
      expect([await stageOf(id, 'gather'), await stageOf(id, 'review')]).toEqual(['running 0/2', 'completed 1/1']);
    });
    for (const { taskId } of again) await world.done(id, taskId, { candidates: [], cut: false });
    const [, , widened] = await world.tasks(id, 'analyse', 3);
    await world.done(id, widened!.taskId, { answered: true, claims: [claim(first, '1742.')], more: false });
    const good = draft('Jonas, in 1742.', first, []);
    await world.done(id, (await world.tasks(id, 'write', 2))[1]!.taskId, good);
    await world.done(id, (await world.tasks(id, 'review', 2))[1]!.taskId, review(good, 0.9));

    await eventually(async () => expect(await world.get(id)).toMatchObject({ status: 'completed' }));
    expect(await world.report(id)).toMatchObject({ title: 'Jonas, in 1742.', unanswered: [], review: { score: 0.9 } });
    expect(await stageOf(id, 'gather')).toBe('completed 2/2');
    expect((await world.story(id)).filter(({ type }) => type === 'ResearchWorkflowCompleted')).toHaveLength(1);
  });

  it('begins nothing while it is paused, keeps what comes, and goes on when it is resumed', async () => {
    const { id } = await imported();
    const [plan] = await world.tasks(id, 'plan', 1);
    const paused = await world.ask(id, 'pause', 'The agents are needed elsewhere.');
    expect([paused.status, (await world.get(id)).status]).toEqual([202, 'paused']);
    expect((await world.ask(id, 'pause')).status).toBe(202);
    await world.done(id, plan!.taskId, { subQuestions: [WHO] });
    await eventually(async () => {
      expect((await world.story(id)).map(({ type }) => type)).toContain('TaskCompleted');
      expect(await stageOf(id, 'plan')).toBe('running 1/1');
    });
    expect((await world.get(id)).status).toBe('paused');

    // Also a restart begins nothing.
    await world.restart();
    expect(await stageOf(id, 'gather')).toBe('waiting 0/null');
    expect((await world.ask(id, 'resume')).status).toBe(202);
    await world.tasks(id, 'gather', 2);
    expect((await world.get(id)).status).toBe('running');
    const types = (await world.story(id)).map(({ type }) => type);
    expect(types.filter((type) => type === 'ResearchWorkflowPaused')).toHaveLength(1);
    expect(types.indexOf('ResearchWorkflowResumed')).toBeGreaterThan(types.indexOf('TaskCompleted'));
  });

  it('can be paused and resumed at once, also before it has begun', async () => {
    const { workflowId: id } = await world.create(`${WHO} At once.`, 'a.md');
    expect((await world.ask(id, 'pause')).status).toBe(202);
    expect((await world.ask(id, 'resume')).status).toBe(202);
    await world.sent(id, 'ImportContent', 1);
    await eventually(async () => expect((await world.get(id)).status).toBe('running'));
  });

  it('calls off its imports when it is cancelled, and what still comes of them changes nothing', async () => {
    const { workflowId: id, sources } = await world.create(`${WHO} Or not?`, 'a.md', 'b.md');
    const [first, second] = sources.map(({ contentId }) => contentId);
    await world.sent(id, 'ImportContent', 2);
    await world.imported(id, first!);
    await eventually(async () => expect((await world.get(id)).sources[0]?.status).toBe('completed'));
    expect((await world.ask(id, 'cancel', 'Enough.')).status).toBe(202);
    const statuses = async (): Promise<string[]> => (await world.get(id)).sources.map(({ status }) => status);
    expect(await statuses()).toEqual(['completed', 'cancelled']);
    expect(await world.sent<CancelImport>(id, 'CancelImport', 1)).toEqual([{ contentId: second, reason: 'Enough.' }]);
    await eventually(async () => expect(await stageOf(id, 'import')).toBe('cancelled 1/2'));

    await world.imported(id, second!);
    await eventually(async () => {
      const completed = (await world.story(id)).filter(({ type }) => type === 'ContentProcessingCompleted');
      expect(completed).toHaveLength(2);
    });
    expect(await statuses()).toEqual(['completed', 'cancelled']);
    expect(world.commandsOf(id, 'RequestTask')).toEqual([]);
    expect((await world.get(id)).failure).toEqual({ code: 'RESEARCH.CANCELLED', detail: 'Enough.' });
  });

  it('releases its tasks when it is cancelled, also while it is paused', async () => {
    const { id } = await planned(WHO);
    const [done, open] = await world.tasks(id, 'gather', 2);
    await world.done(id, done!.taskId, { candidates: [], cut: false });
    await eventually(async () => expect(await stageOf(id, 'gather')).toBe('running 1/2'));
    await world.ask(id, 'pause');
    await world.ask(id, 'cancel', 'Enough.');
    expect(await world.sent<CancelTask>(id, 'CancelTask', 1)).toEqual([{ taskId: open?.taskId, reason: 'Enough.' }]);
    await eventually(async () => {
      expect(await world.get(id)).toMatchObject({ status: 'cancelled' });
      expect(await stageOf(id, 'gather')).toBe('cancelled 1/2');
    });
  });

  it('shows what an operator does to its process alone, and can be resumed all the same', async () => {
    const { id } = await imported();
    const [plan] = await world.tasks(id, 'plan', 1);
    expect((await world.operate(id, 'pause', 'Maintenance.')).ok).toBe(true);
    await eventually(async () => expect((await world.get(id)).status).toBe('paused'));
    await world.done(id, plan!.taskId, { subQuestions: [WHO] });
    expect((await world.ask(id, 'resume')).status).toBe(202);
    await world.tasks(id, 'gather', 2);
    await eventually(async () => expect((await world.get(id)).status).toBe('running'));
    expect((await world.operate(id, 'cancel', 'Wrong sources.')).ok).toBe(true);
    await world.sent(id, 'CancelTask', 2);
    await eventually(async () => {
      const { status, failure } = await world.get(id);
      expect({ status, detail: failure?.detail }).toEqual({ status: 'cancelled', detail: 'Wrong sources.' });
    });
  });

  it('refuses to pause or resume what has ended, or does not exist', async () => {
    const { workflowId: id } = await world.create(`${WHO} Too late.`, 'a.md');
    await world.ask(id, 'cancel');
    for (const action of ['pause', 'resume'] as const) {
      const late = await world.ask(id, action);
      expect(await late.json()).toMatchObject({ status: 409, code: 'RESEARCH.INVALID_TRANSITION' });
      const unknown = await world.ask('0190a000-0000-7000-8000-000000000009', action);
      expect(await unknown.json()).toMatchObject({ status: 404, code: 'RESEARCH.WORKFLOW_NOT_FOUND' });
    }
  });

  it('goes on after a restart with what came while it was away', async () => {
    const { id } = await planned(WHO);
    const [one, other] = await world.tasks(id, 'gather', 2);
    await world.done(id, one!.taskId, { candidates: [], cut: false });
    await world.restart(() => world.done(id, other!.taskId, { candidates: [], cut: false }));
    expect(await world.tasks(id, 'analyse', 1)).toHaveLength(1);
    expect(world.commandsOf(id, 'RequestTask')).toHaveLength(4);
  });
});
