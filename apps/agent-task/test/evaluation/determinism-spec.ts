import { describe, expect, it } from '@jest/globals';
import { analyse, type AnalyseResult } from '../../src/engines/analyzer/analyse.js';
import { gather, type GatherResult } from '../../src/engines/researcher/gather.js';
import type { TextDocument } from '../../src/engines/text/text-document.js';
import { loadCorpora } from '../support/corpora.js';

const corpora = loadCorpora();

function run(subQuestion: string, documents: readonly TextDocument[]): { found: GatherResult; result: AnalyseResult } {
  const found = gather({ subQuestion, documents });
  return { found, result: analyse({ subQuestion, passages: found.passages, documents }) };
}

/** The same documents in another order, the same for every run. */
function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item, index) => ({ item, rank: (index * 7919 + 13) % 101 }))
    .sort((left, right) => left.rank - right.rank)
    .map(({ item }) => item);
}

describe('researcher and analyzer', () => {
  it.each(corpora.map((corpus) => [corpus.name, corpus] as const))(
    'give the same for %s in any order of the documents',
    (_, { documents, answerable }) => {
      for (const { question } of answerable.slice(0, 6))
        expect(run(question, shuffled(documents))).toEqual(run(question, documents));
    },
  );

  it('count a text that comes in twice once, under the smaller source', () => {
    const corpus = corpora[0];
    const documents = corpus?.documents ?? [];
    const question = corpus?.answerable[0]?.question ?? '';
    const copies = documents.map((document) => ({
      ...document,
      contentId: `copy-${document.contentId}`,
      source: `z/${document.source}`,
    }));
    expect(run(question, [...copies, ...documents])).toEqual(run(question, documents));
  });

  it('give the same after other documents have been through the same thread', () => {
    const [first, ...others] = corpora;
    const question = first?.answerable[0]?.question ?? '';
    const before = run(question, first?.documents ?? []);
    for (const { documents, answerable } of others) {
      for (const other of answerable.slice(0, 3)) run(other.question, documents);
    }
    expect(run(question, first?.documents ?? [])).toEqual(before);
  });

  it('quote exactly what stands at the offsets', () => {
    for (const { documents, answerable } of corpora) {
      const texts = new Map(documents.map((document) => [document.contentId, document.text]));
      for (const { question } of answerable) {
        for (const { citations } of run(question, documents).result.claims) {
          for (const { contentId, start, end, quote } of citations)
            expect(texts.get(contentId)?.slice(start, end)).toBe(quote);
        }
      }
    }
  });
});
