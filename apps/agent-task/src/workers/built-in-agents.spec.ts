import type { AgentType } from '@edda/event-schemas';
import { newId, type EddaError } from '@edda/kernel';
import { afterAll, describe, expect, it } from '@jest/globals';
import { textDocument } from '../../test/support/text-documents.js';
import type { Draft } from '../engines/creator/draft.js';
import type { AnalyseResult } from '../engines/analyzer/analyse.js';
import type { AnalyseCandidatesResult } from '../engines/analyzer/analyse-candidates.js';
import type { PlanResult } from '../engines/coordinator/plan.js';
import type { GatherResult } from '../engines/researcher/gather.js';
import type { SurveyResult } from '../engines/researcher/survey.js';
import type { ReviewResult } from '../engines/reviewer/review-report.js';
import type { TaskResult } from '../task/domain/task.js';
import { EnginePools } from './agents/engine-pools.js';
import { BuiltInAgents } from './built-in-agents.js';
import { DocumentReader } from './documents/document-reader.js';

const never = new AbortController().signal;
const documents = [
  textDocument('mill.md', '# The mill\n\nThe mill at Orlen was built in 1742. It burned down in 1899.\n'),
  textDocument('bridge.md', '# The bridge\n\nThe stone bridge of Orlen was opened in 1911. It is 84 metres long.\n'),
].map((document) => ({ ...document, contentId: newId() }));
const contentIds = documents.map(({ contentId }) => contentId);

const content = {
  get: <T>(path: string): Promise<T> =>
    Promise.resolve(documents.find(({ contentId }) => path.includes(contentId)) as T),
};

describe('The built-in agents', () => {
  const agents = new BuiltInAgents(new DocumentReader(content, 1024 * 1024), new EnginePools(1, {}));
  afterAll(() => agents.close());

  const work = <Result>(
    taskType: string,
    agentType: AgentType,
    payload: Record<string, unknown>,
  ): Promise<Omit<TaskResult, 'result'> & { result: Result }> =>
    agents.work({ taskType, agentType, priority: 'normal', payload, expectedDuration: 0 }, never) as never;

  it('carry a question from the plan to the review, each with what the one before has made', async () => {
    const question = 'When was the bridge of Orlen opened?';
    const plan = await work<PlanResult>('plan', 'coordinator', { question });
    expect(plan.result.subQuestions).toEqual([question]);

    const gather = await work<GatherResult>('gather', 'researcher', { subQuestion: question, contentIds });
    expect(gather.result.passages[0]).toMatchObject({ source: 'bridge.md' });
    expect(gather.resourceUsage).toMatchObject({ apiCalls: 2 });

    const { passages } = gather.result;
    const ids = [...new Set(passages.map(({ contentId }) => contentId))];
    const analyse = await work<AnalyseResult>('analyse', 'analyzer', {
      subQuestion: question,
      contentIds: ids,
      passages,
    });
    expect(analyse.result).toMatchObject({ answered: true });
    expect(analyse.qualityMetrics?.relevance).toBeGreaterThan(0);

    const { answered, claims } = analyse.result;
    const sections = [{ subQuestion: question, answered, claims }];
    const write = await work<Draft>('write', 'creator', { question, sections });
    expect(write.result).toMatchObject({ sections: [{ subQuestion: question }], unanswered: [] });
    expect(write.qualityMetrics).toEqual({ accuracy: null, completeness: 1, relevance: null });

    const review = await work<ReviewResult>('review', 'reviewer', { question, contentIds, draft: write.result });
    expect(review.result).toMatchObject({ accuracy: 1, problems: [], draft: write.result });
    expect(review.qualityMetrics).toMatchObject({ accuracy: 1 });
    const [citation] = review.result.draft.sections[0]!.claims[0]!.citations;
    const cited = documents.find(({ contentId }) => contentId === citation?.contentId);
    expect(cited?.text.slice(citation?.start, citation?.end)).toBe(citation?.quote);
    expect(citation?.quote).toContain('1911');
  });

  it('look through the sources in parts, and choose among what was found in all of them', async () => {
    const subQuestion = 'When was the bridge of Orlen opened?';
    const candidates = [];
    for (const contentId of contentIds) {
      const part = { subQuestion, contentIds, within: [contentId], breadth: 1 };
      candidates.push(...(await work<SurveyResult>('gather', 'researcher', part)).result.candidates);
    }
    expect(candidates.map(({ source }) => source)).toEqual(['mill.md', 'bridge.md']);
    const payload = { subQuestion, contentIds, candidates, breadth: 1, rejected: [] };
    const { result } = await work<AnalyseCandidatesResult>('analyse', 'analyzer', payload);
    expect(result).toMatchObject({ answered: true, more: false });
    const rejected = result.claims.flatMap(({ citations }) => citations);
    const again = await work<AnalyseCandidatesResult>('analyse', 'analyzer', { ...payload, rejected });
    expect(again.result).toMatchObject({ answered: false });
  });

  it.each([
    ['plan', 'coordinator', { question: '' }, 'question'],
    ['gather', 'researcher', { subQuestion: 'Why?', contentIds, within: ['c1'] }, 'within'],
    ['gather', 'researcher', { subQuestion: 'Why?', contentIds, within: contentIds, breadth: 9 }, 'breadth'],
    ['analyse', 'analyzer', { subQuestion: 'Why?', contentIds }, 'passages'],
    ['analyse', 'analyzer', { subQuestion: 'Why?', contentIds, candidates: [{ windows: 1 }] }, 'candidates.0'],
    ['gather', 'researcher', { subQuestion: 'Why?', contentIds: ['c1'] }, 'contentIds'],
    ['gather', 'researcher', { subQuestion: 'Why?', contentIds: [contentIds[0], contentIds[0]] }, 'contentIds'],
    ['analyse', 'analyzer', { subQuestion: 'Why?', contentIds, passages: [{ start: -1 }] }, 'passages.0'],
    [
      'write',
      'creator',
      { question: 'Why?', sections: [{ subQuestion: 'Why?', answered: true }] },
      'sections.0.claims',
    ],
    ['review', 'reviewer', { question: 'Why?', contentIds, draft: null }, 'draft'],
  ] as const)('refuse a %s task whose payload is not of its type (%#)', async (taskType, agentType, payload, field) => {
    const error = await work(taskType, agentType, payload as never).catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: 'TASK.INVALID_PAYLOAD', kind: 'invalid' });
    expect((error as EddaError).fields.map((each) => each.field)).toEqual(
      expect.arrayContaining([expect.stringContaining(field)]),
    );
  });

  it('read documents only where the task is about texts', () => {
    const readers = (['coordinator', 'researcher', 'analyzer', 'creator', 'reviewer'] as const).filter((agentType) =>
      agents.readsDocuments(agentType),
    );
    expect(readers).toEqual(['researcher', 'analyzer', 'reviewer']);
  });
});
