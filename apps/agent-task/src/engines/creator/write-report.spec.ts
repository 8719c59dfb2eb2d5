import { describe, expect, it } from '@jest/globals';
import { NOTHING_ANSWERED } from './summarise.js';
import { writeReport } from './write-report.js';

const claim = (
  text: string,
  start: number,
): {
  text: string;
  citations: { contentId: string; source: string; sha256: string; start: number; end: number; quote: string }[];
} => ({
  text,
  citations: [{ contentId: 'a', source: 'a.txt', sha256: 'aa', start, end: start + text.length, quote: text }],
});

describe('writeReport', () => {
  it('numbers the claims and sums up with the first of each section', () => {
    const draft = writeReport({
      question: 'What is  it and why?',
      sections: [
        { subQuestion: 'What is it?', answered: true, claims: [claim('It is a relay.', 0), claim('It is small.', 20)] },
        { subQuestion: 'Why is it?', answered: true, claims: [claim('Because events must get out.', 40)] },
      ],
    });
    expect(draft.title).toBe('What is it and why?');
    expect(draft.sections.map(({ claims }) => claims.map(({ id, text }) => `${id} ${text}`))).toEqual([
      ['c1 It is a relay.', 'c2 It is small.'],
      ['c3 Because events must get out.'],
    ]);
    expect(draft.summary).toBe('It is a relay. Because events must get out.');
    expect(draft.unanswered).toEqual([]);
  });

  it('repeats a claim of another section under its id only where it is the best one', () => {
    const same = claim('It is a relay.', 0);
    const { sections } = writeReport({
      question: 'Q',
      sections: [
        { subQuestion: 'one', answered: true, claims: [same] },
        { subQuestion: 'two', answered: true, claims: [same, claim('It is small.', 20)] },
        { subQuestion: 'three', answered: true, claims: [claim('It is new.', 40), same] },
      ],
    });
    expect(sections.map(({ claims }) => claims.map(({ id }) => id))).toEqual([['c1'], ['c1', 'c2'], ['c3']]);
  });

  it('lists what is not answered, and says so when nothing is', () => {
    const draft = writeReport({
      question: 'Q',
      sections: [
        { subQuestion: 'one', answered: false, claims: [claim('Stray.', 0)] },
        { subQuestion: 'two', answered: true, claims: [] },
      ],
    });
    expect(draft).toEqual({ title: 'Q', summary: NOTHING_ANSWERED, sections: [], unanswered: ['one', 'two'] });
  });
});
