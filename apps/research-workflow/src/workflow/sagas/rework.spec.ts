import { describe, expect, it } from '@jest/globals';
import {
  newResearch,
  type CitedClaim,
  type Draft,
  type Inquiry,
  type ResearchState,
  type Review,
} from './research-state.js';
import { conclude, needsRework } from './rework.js';

const claim = (id: string, start: number): CitedClaim & { id: string } => ({
  id,
  text: id,
  citations: [{ contentId: 'content', source: 'a.md', sha256: 'a'.repeat(64), start, end: start + 9, quote: id }],
});
const inquiry = (subQuestion: string, changes: Partial<Inquiry> = {}): Inquiry => ({
  subQuestion,
  passages: [],
  answered: false,
  claims: [],
  more: true,
  ...changes,
});
const draft = (sections: Draft['sections'], ...unanswered: string[]): Draft => ({
  title: 'Q',
  summary: '',
  sections,
  unanswered,
});
const review = (score: number): Review => ({
  score,
  coverage: score,
  accuracy: 1,
  relevance: 1,
  completeness: 1,
  problems: [],
});
const state = (written: Draft, ...inquiries: Inquiry[]): ResearchState => ({
  ...newResearch('workflow', 'Q', []),
  inquiries,
  draft: written,
});

describe('the conclusion of a review', () => {
  it('searches more widely for what has no answer, and leaves the rest as it is', () => {
    const written = draft([{ subQuestion: 'Who?', claims: [claim('c1', 0)] }], 'When?');
    const before = state(written, inquiry('Who?', { answered: true }), inquiry('When?'));
    const after = conclude(before, written, review(0.6));
    expect(after.inquiries.map(({ subQuestion, breadth = 1, settled }) => [subQuestion, breadth, settled])).toEqual([
      ['Who?', 1, true],
      ['When?', 2, false],
    ]);
    expect(needsRework(after)).toBe(true);
  });

  it('is content with a report that scores well', () => {
    const written = draft([{ subQuestion: 'Who?', claims: [claim('c1', 0)] }], 'When?');
    const after = conclude(state(written, inquiry('Who?'), inquiry('When?')), written, review(0.75));
    expect(needsRework(after)).toBe(false);
  });

  it('does not search again where everything was looked at', () => {
    const written = draft([], 'When?');
    const after = conclude(state(written, inquiry('When?', { more: false })), written, review(0));
    expect(needsRework(after)).toBe(false);
  });

  it('chooses anew where claims were taken out, without them', () => {
    const written = draft([{ subQuestion: 'Who?', claims: [claim('c1', 0), claim('c2', 10)] }]);
    const reviewed = draft([{ subQuestion: 'Who?', claims: [claim('c2', 10)] }]);
    const after = conclude(state(written, inquiry('Who?', { more: false })), reviewed, review(0.7));
    expect(after.inquiries[0]).toMatchObject({
      settled: false,
      breadth: 1,
      rejected: [{ contentId: 'content', start: 0, end: 9 }],
    });
    expect(needsRework(after)).toBe(true);
  });

  it('keeps the better of two drafts, and the earlier of two that are as good', () => {
    const [first, worse, same, better] = ['first', 'worse', 'same', 'better'].map((title) => ({ ...draft([]), title }));
    let latest = conclude(state(first!), first!, review(0.5));
    for (const [next, score, kept] of [
      [worse, 0.4, 'first'],
      [same, 0.5, 'first'],
      [better, 0.6, 'better'],
    ] as const) {
      latest = conclude({ ...latest, draft: next! }, next!, review(score));
      expect(latest.draft?.title).toBe(kept);
    }
    expect(latest.review?.score).toBe(0.6);
  });
});
