import { CancelTask, message, RequestTask, type ResearchSource } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import { outcomeId } from '@edda/sagas';
import { givenSaga, type HistoryEvent } from '@edda/sagas/testing';
import { describe, expect, it } from '@jest/globals';
import { researchSaga1 } from './research-1.0.0.saga.js';
import { researchSaga } from './research.saga.js';
import { newResearch, type Passage } from './research-state.js';
import { claim, draftOf, ok, reviewed, SHA256 } from './testing/research-outcomes.js';

const workflowId = newId();
const idOf = (step: string, index = 0): string => outcomeId(workflowId, step, 1, index);
const QUESTION = 'Who built the mill, and when?';
const [WHO, WHEN] = ['Who built the mill?', 'When was the mill built?'];
const [A, B] = [idOf('import', 0), idOf('import', 1)];
const sources: ResearchSource[] = [
  { contentId: A, source: 'a.md', origin: 'upload' },
  { contentId: B, source: 'b.md', origin: 'upload' },
];
const state = newResearch(workflowId, QUESTION, sources);
const readable = { ...state, readable: [A] };
const inquiries = [WHO, WHEN].map((subQuestion) => ({ subQuestion, passages: [], answered: false, claims: [] }));
const passage: Passage = { contentId: A, source: 'a.md', sha256: SHA256, start: 0, end: 20, score: 2 };
const failure = { code: 'CONTENT.EMPTY', detail: 'There is nothing in it.' };

const task = (taskId: string, taskType: string, agentType: RequestTask['agentType'], payload: RequestTask['payload']) =>
  message(RequestTask, { taskId, taskType, agentType, priority: 'normal', payload, expectedDuration: 10_000 });

/** As the build before 2.0.0 wrote it. */
const started: HistoryEvent[] = [
  { type: 'SagaStarted', data: { definition: 'research', definitionVersion: '1.0.0', state } },
  { type: 'StepStarted', data: { step: 'import', round: 1, awaits: [A, B] } },
  { type: 'StepOutcomeReceived', data: { id: B, ok: false, failure } },
];
const planned: HistoryEvent[] = [
  ...started,
  { type: 'StepOutcomeReceived', data: { id: A, ok: true, result: { contentId: A } } },
  { type: 'StepCompleted', data: { step: 'import', state: readable } },
  { type: 'StepStarted', data: { step: 'plan', round: 1, awaits: [idOf('plan')] } },
  { type: 'StepOutcomeReceived', data: { id: idOf('plan'), ok: true, result: { subQuestions: [WHO, WHEN] } } },
  { type: 'StepCompleted', data: { step: 'plan', state: { ...readable, inquiries } } },
  { type: 'StepStarted', data: { step: 'gather', round: 1, awaits: [idOf('gather', 0), idOf('gather', 1)] } },
  { type: 'StepOutcomeReceived', data: { id: idOf('gather', 1), ok: true, result: { passages: [] } } },
];

describe('a research process that an earlier build has begun', () => {
  it('goes on with the sources that could be read', async () => {
    await givenSaga(researchSaga1(), workflowId)
      .history(started)
      .outcome('import', ok({ contentId: A }))
      .thenState((now) => expect(now.readable).toEqual([A]))
      .thenSends(task(idOf('plan'), 'plan', 'coordinator', { question: QUESTION }));
  });

  it('is finished as it was begun: one researcher for all sources, and one review', async () => {
    const jonas = claim(A, 'Jonas Hald built it.');
    const draft = draftOf({ [WHO]: [jonas] }, WHEN);
    await givenSaga(researchSaga1(), workflowId)
      .history(planned)
      .outcome('gather', ok({ passages: [passage] }))
      .thenSends(
        task(idOf('analyse', 0), 'analyse', 'analyzer', { subQuestion: WHO, passages: [passage], contentIds: [A] }),
        task(idOf('analyse', 1), 'analyse', 'analyzer', { subQuestion: WHEN, passages: [], contentIds: [A] }),
      )
      .outcomes('analyse', [ok({ answered: true, claims: [jonas] }), ok({ answered: false, claims: [] })])
      .outcome('write', ok(draft))
      .outcome('review', reviewed(draft, 0.6))
      .thenSends()
      .thenEnds('completed')
      .thenState(({ draft: last, review }) => {
        expect(last).toEqual(draft);
        expect(review?.score).toBe(0.6);
      });
  });

  it('can be taken over by 2.0.0, which calls off its researchers and sends its own', async () => {
    const part = (subQuestion: string, index: number) =>
      task(outcomeId(workflowId, 'gather', 2, index), 'gather', 'researcher', {
        subQuestion,
        contentIds: [A],
        within: [A],
        breadth: 1,
      });
    const written = draftOf({}, WHO, WHEN);
    const nothing = ok({ answered: false, claims: [], more: false });
    await givenSaga(researchSaga1(), workflowId)
      .history(planned)
      .migrate(researchSaga(), { reason: 'Better searches.' })
      .thenSends(
        message(CancelTask, { taskId: idOf('gather', 0), reason: 'Better searches.' }),
        part(WHO, 0),
        part(WHEN, 1),
      )
      .outcomes('gather', [ok({ candidates: [], cut: false }), ok({ candidates: [], cut: false })])
      .outcomes('analyse', [nothing, nothing])
      .outcome('write', ok(written))
      .outcome('review', reviewed(written, 0))
      .thenEnds('completed');
  });

  it('is not taken over before its sources are imported', async () => {
    await givenSaga(researchSaga1(), workflowId)
      .history(started)
      .migrate(researchSaga())
      .thenRefused('still being imported');
  });

  it('asks for what one that is begun anew asks for', async () => {
    await givenSaga(researchSaga1(), workflowId)
      .started(state)
      .outcomes('import', [ok({ contentId: A }), { ok: false, failure }])
      .outcome('plan', ok({ subQuestions: [WHO, WHEN] }))
      .thenSends(
        task(idOf('gather', 0), 'gather', 'researcher', { subQuestion: WHO, contentIds: [A] }),
        task(idOf('gather', 1), 'gather', 'researcher', { subQuestion: WHEN, contentIds: [A] }),
      );
  });
});
