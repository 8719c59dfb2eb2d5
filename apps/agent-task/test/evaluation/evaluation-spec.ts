import { describe, expect, it } from '@jest/globals';
import { loadCorpora } from '../support/corpora.js';
import { evaluate, shares } from '../support/evaluate.js';

const corpora = loadCorpora();
const outcomes = corpora.map((corpus) => ({ split: corpus.split, outcome: evaluate(corpus) }));
const of = (split: string): ReturnType<typeof shares> =>
  shares(outcomes.filter((entry) => entry.split === split).map(({ outcome }) => outcome));

describe('the engines, asked about documents whose answers are known', () => {
  it.each(['tune', 'held-out'])('cite the passage that answers for at least three questions in four (%s)', (split) => {
    const { cited, missed } = of(split);
    expect({ enough: cited >= 0.75, missed: cited >= 0.75 ? [] : missed }).toEqual({ enough: true, missed: [] });
  });

  it.each(['tune', 'held-out'])(
    'make no claim for at least nine in ten questions that nothing answers (%s)',
    (split) => {
      const { refused, missed } = of(split);
      expect({ enough: refused >= 0.9, missed: refused >= 0.9 ? [] : missed }).toEqual({ enough: true, missed: [] });
    },
  );

  it.each(corpora.map((corpus) => [corpus.name, corpus] as const))(
    'mark passages of %s that stand in its documents',
    (_, corpus) => {
      const texts = corpus.documents.map(({ text }) => text).join('\n');
      const lost = corpus.answerable.flatMap(({ passages }) => passages).filter((passage) => !texts.includes(passage));
      expect(lost).toEqual([]);
    },
  );
});
