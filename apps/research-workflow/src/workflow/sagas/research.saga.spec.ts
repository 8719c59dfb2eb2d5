import {
  CancelImport,
  CancelTask,
  ImportContent,
  message,
  RequestTask,
  type ResearchSource,
} from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import { outcomeId } from '@edda/sagas';
import { givenSaga, type GivenSaga } from '@edda/sagas/testing';
import { describe, expect, it } from '@jest/globals';
import { newResearch, type ResearchState } from './research-state.js';
import { researchSaga } from './research.saga.js';
import { analysed, candidates, claim, draftOf, failed, found, ok, reviewed } from './testing/research-outcomes.js';

const workflowId = newId();
const idOf = (step: string, index = 0, round = 1): string => outcomeId(workflowId, step, round, index);
const QUESTION = 'Who built the mill, and when?';
const [WHO, WHEN] = ['Who built the mill?', 'When was the mill built?'];
const [A, B] = [idOf('import', 0), idOf('import', 1)];
const sources: ResearchSource[] = [
  { contentId: A, source: 'a.md', origin: 'upload' },
  { contentId: B, source: 'b.md', origin: 'upload' },
];
const JONAS = claim(A, 'Jonas Hald built it.');
const YEAR = claim(B, 'It was built in 1742.');

const task = (taskId: string, taskType: string, agentType: RequestTask['agentType'], payload: RequestTask['payload']) =>
  message(RequestTask, { taskId, taskType, agentType, priority: 'normal', payload, expectedDuration: 10_000 });
const gather = (subQuestion: string, within: string[], index: number, round = 1) =>
  task(idOf('gather', index, round), 'gather', 'researcher', {
    subQuestion,
    contentIds: [A, B],
    within,
    breadth: round,
  });

const research = (): GivenSaga<ResearchState> =>
  givenSaga(researchSaga(), workflowId).started(newResearch(workflowId, QUESTION, sources));
const imported = (): GivenSaga<ResearchState> =>
  research().outcomes('import', [ok({ contentId: A }), ok({ contentId: B })]);
const planned = (...subQuestions: string[]): GivenSaga<ResearchState> =>
  imported().outcome('plan', ok({ subQuestions }));

/** One sub-question answered in the first round, the other not, with more to look at. */
const halfAnswered = (): GivenSaga<ResearchState> =>
  planned(WHO, WHEN)
    .outcomes('gather', [
      found(false, candidates(A, [0, 20, 2])),
      found(false),
      found(true, candidates(B, [0, 9, 1])),
      found(false),
    ])
    .outcomes('analyse', [analysed([JONAS]), analysed([], true)])
    .outcome('write', ok(draftOf({ [WHO]: [JONAS] }, WHEN)))
    .outcome('review', reviewed(draftOf({ [WHO]: [JONAS] }, WHEN), 0.62));

describe('the research process', () => {
  it('asks for every source, under the ids that its workflow gave them', async () => {
    await research().thenSends(
      message(ImportContent, { contentId: A, source: 'a.md', origin: 'upload' }),
      message(ImportContent, { contentId: B, source: 'b.md', origin: 'upload' }),
    );
  });

  it('goes on with the sources that can be read', async () => {
    await research()
      .outcomes('import', [failed('CONTENT.EMPTY', 'There is nothing in it.'), ok({ contentId: B })])
      .thenState((state) => expect(state.readable).toEqual([B]))
      .thenSends(task(idOf('plan'), 'plan', 'coordinator', { question: QUESTION }));
  });

  it('fails when none can be read, and says why the first one cannot', async () => {
    await research()
      .outcomes('import', [failed('CONTENT.EMPTY', 'There is nothing in it.'), failed('CONTENT.LOST', 'Gone.')])
      .thenSends()
      .thenEnds('failed', 'RESEARCH.NO_READABLE_SOURCE');
  });

  it('sends a researcher for every sub-question to every source', async () => {
    await planned(WHO, WHEN).thenSends(
      gather(WHO, [A], 0),
      gather(WHO, [B], 1),
      gather(WHEN, [A], 2),
      gather(WHEN, [B], 3),
    );
  });

  it('gives each analyzer the best of what was found for its sub-question, whoever came first', async () => {
    await planned(WHO, WHEN)
      .outcome('gather', found(false, candidates(B, [0, 9, 3])), 3)
      .outcome('gather', found(false, candidates(B, [5, 9, 1])), 1)
      .outcome('gather', found(false), 2)
      .thenSends()
      .outcome('gather', found(false, candidates(A, [0, 20, 2])), 0)
      .thenSends(
        task(idOf('analyse', 0), 'analyse', 'analyzer', {
          subQuestion: WHO,
          candidates: [candidates(A, [0, 20, 2]), candidates(B, [5, 9, 1])],
          breadth: 1,
          rejected: [],
          contentIds: [A, B],
        }),
        task(idOf('analyse', 1), 'analyse', 'analyzer', {
          subQuestion: WHEN,
          candidates: [candidates(B, [0, 9, 3])],
          breadth: 1,
          rejected: [],
          contentIds: [A, B],
        }),
      );
  });

  it('has the report written from the claims, and reviewed with the sources it cites', async () => {
    const draft = draftOf({ [WHO]: [JONAS] });
    await planned(WHO)
      .outcomes('gather', [found(false), found(false)])
      .outcome('analyse', analysed([JONAS]))
      .thenSends(
        task(idOf('write'), 'write', 'creator', {
          question: QUESTION,
          sections: [{ subQuestion: WHO, answered: true, claims: [JONAS] }],
        }),
      )
      .outcome('write', ok(draft))
      .thenSends(task(idOf('review'), 'review', 'reviewer', { question: QUESTION, draft, contentIds: [A] }))
      .outcome('review', reviewed(draft, 0.92))
      .thenSends()
      .thenEnds('completed')
      .thenState(({ draft: last, review }) => {
        expect(last).toEqual(draft);
        expect(review?.score).toBe(0.92);
      });
  });

  it('is content with an honest "nothing answers" when everything was looked at', async () => {
    const draft = draftOf({}, WHO);
    await planned(WHO)
      .outcomes('gather', [found(false), found(false)])
      .outcome('analyse', analysed([]))
      .outcome('write', ok(draft))
      .outcome('review', reviewed(draft, 0))
      .thenEnds('completed');
  });

  describe('whose report is poor', () => {
    it('searches more widely for what has no answer, and for nothing else', async () => {
      await halfAnswered().thenSends(gather(WHEN, [A], 0, 2), gather(WHEN, [B], 1, 2));
    });

    it('keeps what was answered, and takes the better report', async () => {
      const better = draftOf({ [WHO]: [JONAS], [WHEN]: [YEAR] });
      await halfAnswered()
        .outcomes('gather', [found(false), found(false, candidates(B, [0, 9, 1]))])
        .thenSends(
          task(idOf('analyse', 0, 2), 'analyse', 'analyzer', {
            subQuestion: WHEN,
            candidates: [candidates(B, [0, 9, 1])],
            breadth: 2,
            rejected: [],
            contentIds: [A, B],
          }),
        )
        .outcome('analyse', analysed([YEAR]))
        .thenSends(
          task(idOf('write', 0, 2), 'write', 'creator', {
            question: QUESTION,
            sections: [
              { subQuestion: WHO, answered: true, claims: [JONAS] },
              { subQuestion: WHEN, answered: true, claims: [YEAR] },
            ],
          }),
        )
        .outcome('write', ok(better))
        .outcome('review', reviewed(better, 0.95))
        .thenEnds('completed')
        .thenState(({ draft }) => expect(draft).toEqual(better));
    });

    it('is worked over at most twice, and stays as it was when nothing gets better', async () => {
      const [same, worse] = [draftOf({ [WHO]: [JONAS] }, WHEN), draftOf({}, WHO, WHEN)];
      await halfAnswered()
        .outcomes('gather', [found(true), found(true)])
        .outcome('analyse', analysed([], true))
        .outcome('write', ok(worse))
        .outcome('review', reviewed(worse, 0.3))
        .thenSends(gather(WHEN, [A], 0, 3), gather(WHEN, [B], 1, 3))
        .outcomes('gather', [found(true), found(true)])
        .outcome('analyse', analysed([], true))
        .outcome('write', ok(same))
        .outcome('review', reviewed(same, 0.62))
        .thenSends()
        .thenEnds('completed')
        .thenState(({ draft, review }) => {
          expect(draft).toEqual(same);
          expect(review?.score).toBe(0.62);
        });
    });
  });

  it('takes in what comes while it is paused, and begins nothing before it is resumed', async () => {
    await imported()
      .pause()
      .outcome('plan', ok({ subQuestions: [WHO] }))
      .thenSends()
      .thenIs('paused')
      .resume()
      .thenSends(gather(WHO, [A], 0), gather(WHO, [B], 1))
      .thenIs('running');
  });

  it('calls off the imports it waits for when it is cancelled', async () => {
    await research()
      .outcome('import', ok({ contentId: A }), 0)
      .cancel({ compensate: false, reason: 'Enough.' })
      .thenSends(message(CancelImport, { contentId: B, reason: 'Enough.' }))
      .thenEnds('cancelled');
  });

  it('releases the tasks it waits for when it is cancelled, also while it is paused', async () => {
    await planned(WHO)
      .outcome('gather', found(false), 1)
      .pause()
      .cancel({ compensate: false, reason: 'Enough.' })
      .thenSends(message(CancelTask, { taskId: idOf('gather', 0), reason: 'Enough.' }))
      .thenEnds('cancelled')
      .settled(idOf('gather', 0), found(false))
      .thenNothing();
  });

  it('fails with a task that fails for good, and releases the others', async () => {
    await planned(WHO)
      .outcome('gather', failed('TASK.TOO_MANY_ATTEMPTS', 'It broke.'), 0)
      .thenSends(message(CancelTask, { taskId: idOf('gather', 1), reason: 'It broke.' }))
      .thenEnds('failed', 'TASK.TOO_MANY_ATTEMPTS');
  });

  it('goes on after a crash with the outcomes that are there, and asks for nothing twice', async () => {
    await planned(WHO)
      .outcome('gather', found(false), 0)
      .restarted()
      .thenSends()
      .outcome('gather', found(false), 1)
      .thenWaitsFor({ kind: 'outcome', step: 'analyse', round: 1, open: 1, of: 1 });
  });
});
