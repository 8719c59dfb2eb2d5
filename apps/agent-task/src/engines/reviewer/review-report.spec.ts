import { describe, expect, it } from '@jest/globals';
import { textDocument } from '../../../test/support/text-documents.js';
import type { Draft } from '../creator/draft.js';
import { writeReport } from '../creator/write-report.js';
import type { Citation } from '../text/claim.js';
import { reviewReport } from './review-report.js';

const document = textDocument('bridge.txt', 'The bridge\n\nThe bridge was opened\nin 1841. It has five arches.');

function cite(quote: string, change: Partial<Citation> = {}): Citation {
  const start = document.text.indexOf(quote);
  const { contentId, source, sha256 } = document;
  return { contentId, source, sha256, start, end: start + quote.length, quote, ...change };
}

function draftOf(...citations: Citation[]): Draft {
  const claims = citations.map((citation) => ({ text: 'The bridge was opened in 1841.', citations: [citation] }));
  const sections = [
    { subQuestion: 'When was the bridge opened?', answered: true, claims },
    { subQuestion: 'Who opened it?', answered: false, claims: [] },
  ];
  return writeReport({ question: 'When was the bridge opened and by whom?', sections });
}

const sentence = 'The bridge was opened\nin 1841.';

describe('reviewReport', () => {
  it('keeps what holds and measures it', () => {
    const draft = draftOf(cite(sentence));
    const result = reviewReport({ question: draft.title, draft, documents: [document] });
    expect(result.draft).toEqual(draft);
    expect(result.problems).toEqual([]);
    expect(result).toMatchObject({ coverage: 0.5, accuracy: 1, relevance: 1 });
    expect(result.score).toBeGreaterThan(0.5);
    expect(result.score).toBeLessThanOrEqual(1);
  });

  it.each([
    ['QUOTE_DIFFERS', cite(sentence, { start: 11, end: 11 + sentence.length })],
    ['UNKNOWN_SOURCE', cite(sentence, { contentId: 'other' })],
    ['SOURCE_CHANGED', cite(sentence, { sha256: '00' })],
    ['SPAN_OUTSIDE_TEXT', cite(sentence, { end: 4000 })],
    ['TEXT_NOT_QUOTED', cite('It has five arches.')],
  ])('drops a claim with %s and the section with it', (code, citation) => {
    const draft = draftOf(citation);
    const result = reviewReport({ question: draft.title, draft, documents: [document] });
    expect(result.problems).toMatchObject([{ claimId: 'c1', code }]);
    expect(result.draft.sections).toEqual([]);
    expect(result.draft.unanswered).toEqual(['Who opened it?', 'When was the bridge opened?']);
    expect(result.coverage).toBe(0);
  });

  it('keeps a claim that another of its citations bears out', () => {
    const draft = draftOf(cite(sentence));
    const [section] = draft.sections;
    const claims =
      section?.claims.map((claim) => ({
        ...claim,
        citations: [cite(sentence, { sha256: '00' }), ...claim.citations],
      })) ?? [];
    const doubted = { ...draft, sections: [{ subQuestion: section?.subQuestion ?? '', claims }] };
    const result = reviewReport({ question: draft.title, draft: doubted, documents: [document] });
    expect(result.accuracy).toBe(0.5);
    expect(result.draft.sections).toEqual(draft.sections);
  });

  it('gives an empty report the figures of one', () => {
    const draft: Draft = { title: 'Q', summary: '', sections: [], unanswered: ['Q'] };
    expect(reviewReport({ question: 'Q', draft, documents: [] })).toMatchObject({
      score: 0,
      coverage: 0,
      accuracy: 0,
      relevance: 0,
      completeness: 0,
    });
  });
});
