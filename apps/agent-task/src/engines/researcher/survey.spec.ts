import { describe, expect, it } from '@jest/globals';
import { loadCorpora } from '../../../test/support/corpora.js';
import { textDocument } from '../../../test/support/text-documents.js';
import { analyse } from '../analyzer/analyse.js';
import { analyseCandidates } from '../analyzer/analyse-candidates.js';
import { choosePassages } from './choose-passages.js';
import { gather } from './gather.js';
import { survey } from './survey.js';

const corpora = loadCorpora();

/** Every document by itself, as far as there are parts. */
function parts<T>(items: readonly T[], count: number): T[][] {
  return Array.from({ length: count }, (_, part) => items.filter((_item, index) => index % count === part));
}

describe('looking through the sources in parts', () => {
  it.each(corpora.map((corpus) => [corpus.name, corpus] as const))(
    'gives the passages and claims of %s that looking through all of them at once gives',
    (_, { documents, answerable, unanswerable }) => {
      const questions = [...answerable.slice(0, 6).map(({ question }) => question), ...unanswerable.slice(0, 2)];
      for (const [at, subQuestion] of questions.entries()) {
        const { passages } = gather({ subQuestion, documents });
        const count = 1 + (at % documents.length);
        const surveys = parts(documents, count).map((some) =>
          survey({ subQuestion, documents, within: some.map(({ contentId }) => contentId), breadth: 1 }),
        );
        const candidates = surveys.toReversed().flatMap((found) => found.candidates);
        expect(choosePassages(candidates, documents, 1).passages).toEqual(passages);
        expect(analyseCandidates({ subQuestion, candidates, breadth: 1, documents })).toMatchObject(
          analyse({ subQuestion, passages, documents }),
        );
      }
    },
  );

  it('finds nothing of a part in another', () => {
    const documents = [textDocument('a.txt', 'The mill was closed in 1931.'), textDocument('b.txt', 'The mill burnt.')];
    const { candidates } = survey({
      subQuestion: 'Was the mill closed?',
      documents,
      within: ['content-b.txt'],
      breadth: 1,
    });
    expect(candidates.map(({ source }) => source)).toEqual(['b.txt']);
  });

  it('says whether there is more, and looks at it when the search is wider', () => {
    const text = Array.from(
      { length: 300 },
      (_, year) => `## ${year}\n\nThe mill of ${1500 + year} stood still.\n`,
    ).join('\n');
    const documents = [textDocument('a.txt', text)];
    const subQuestion = 'When did the mill stand still?';
    const of = (breadth: number): number => {
      const { candidates, cut } = survey({ subQuestion, documents, within: ['content-a.txt'], breadth });
      expect(cut).toBe(breadth === 1);
      const { passages, more } = choosePassages(candidates, documents, breadth);
      expect(more).toBe(true);
      return passages.length;
    };
    expect([of(1), of(2), of(3)]).toEqual([24, 72, 216]);
  });

  it('leaves out windows that are none', () => {
    const documents = [textDocument('a.txt', 'The mill was closed in 1931.')];
    const { contentId, source, sha256 } = documents[0]!;
    const candidates = [
      { contentId, source, sha256, windows: [[3, 9, 1] as const] },
      { contentId: 'content-gone', source, sha256, windows: [[0, 28, 1] as const] },
    ];
    expect(choosePassages(candidates, documents, 1)).toEqual({ passages: [], more: false });
  });

  it('makes no claim again of a sentence that was rejected', () => {
    const documents = [textDocument('a.txt', 'The mill was closed in 1931. It rained.')];
    const subQuestion = 'When was the mill closed?';
    const { candidates } = survey({ subQuestion, documents, within: ['content-a.txt'], breadth: 1 });
    const first = analyseCandidates({ subQuestion, candidates, breadth: 1, documents });
    expect(first.claims).toHaveLength(1);
    const rejected = first.claims.flatMap(({ citations }) => citations);
    expect(analyseCandidates({ subQuestion, candidates, breadth: 1, rejected, documents })).toMatchObject({
      answered: false,
      claims: [],
    });
  });
});
