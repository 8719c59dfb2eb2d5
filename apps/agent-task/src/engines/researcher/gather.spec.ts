import { describe, expect, it } from '@jest/globals';
import { textDocument } from '../../../test/support/text-documents.js';
import { MAX_PASSAGES } from './breadth.js';
import { gather } from './gather.js';

const filler = (topic: string): string =>
  `Of ${topic} much has been written. Some of it is true. Other parts are not. `.repeat(6);

describe('gather', () => {
  it('puts the passage with the asked words first', () => {
    const documents = [
      textDocument('a.txt', filler('rivers')),
      textDocument('b.txt', `${filler('mills')}The mill was closed in 1931. ${filler('wheels')}`),
    ];
    const { passages } = gather({ subQuestion: 'When was the mill closed?', documents });
    const [best] = passages;
    expect(best?.source).toBe('b.txt');
    expect(documents[1]?.text.slice(best?.start, best?.end)).toContain('closed in 1931');
  });

  it('finds other words for the same thing', () => {
    const documents = [
      textDocument('a.txt', `${filler('holidays')}The works shut its doors in March. ${filler('work')}`),
    ];
    const { passages } = gather({ subQuestion: 'When did the factory close?', documents });
    expect(documents[0]?.text.slice(passages[0]?.start, passages[0]?.end)).toContain('shut its doors');
  });

  it('gives passages that do not overlap, and only so many', () => {
    const documents = [textDocument('a.txt', 'The mill stood by the river. '.repeat(400))];
    const { passages } = gather({ subQuestion: 'Where did the mill stand?', documents });
    expect(passages.length).toBeLessThanOrEqual(MAX_PASSAGES);
    const sorted = [...passages].sort((left, right) => left.start - right.start);
    for (const [index, passage] of sorted.slice(1).entries())
      expect(passage.start).toBeGreaterThanOrEqual(sorted[index]?.end ?? 0);
  });

  it('finds nothing where there is nothing', () => {
    expect(gather({ subQuestion: 'Where is the mill?', documents: [] })).toEqual({ passages: [] });
    expect(gather({ subQuestion: '?', documents: [textDocument('a.txt', filler('x'))] })).toEqual({ passages: [] });
    expect(gather({ subQuestion: 'zyzzyva quokka', documents: [textDocument('a.txt', filler('x'))] })).toEqual({
      passages: [],
    });
    expect(gather({ subQuestion: 'Where is the mill?', documents: [textDocument('a.txt', '')] })).toEqual({
      passages: [],
    });
  });

  it('ranks texts of other languages by their plain words', () => {
    const documents = [
      textDocument('a.txt', 'Die Brücke wurde 1841 eröffnet. Sie hat fünf Bögen.', 'de'),
      textDocument('b.txt', 'Der Turm ist hoch.', 'de'),
    ];
    expect(gather({ subQuestion: 'Wann wurde die Brücke eröffnet?', documents }).passages[0]?.source).toBe('a.txt');
    const japanese = [textDocument('c.txt', '東京は日本の首都です。', 'ja')];
    expect(gather({ subQuestion: '日本の首都', documents: japanese }).passages).toHaveLength(1);
  });
});
