import { describe, expect, it } from '@jest/globals';
import { textDocument } from '../../../test/support/text-documents.js';
import { outline } from './document-outline.js';

function headingsOf(text: string): Record<string, string[]> {
  const document = textDocument('a.md', text);
  const sentence = (index: number): string => document.text.slice(...(document.sentences[index] ?? [0, 0]));
  return Object.fromEntries(outline(document).map((place, index) => [sentence(index), place.headings.map(sentence)]));
}

describe('outline', () => {
  it('gives a sentence the headings above it, the nearest first', () => {
    const found = headingsOf('# Harbour\n\nIt dried out.\n\n## Lighthouse\n\nIt is lit.\n\n## Wrecks\n\nThey sank.');
    expect(found['It dried out.']).toEqual(['# Harbour']);
    expect(found['It is lit.']).toEqual(['## Lighthouse', '# Harbour']);
    expect(found['They sank.']).toEqual(['## Wrecks', '# Harbour']);
  });

  it('takes short lines without marks for headings', () => {
    const found = headingsOf(
      'Practical matters\n\n1. Money\nThere is no bank here.\n\nOpening hours\n\nWe open at nine.',
    );
    expect(found['There is no bank here.']).toEqual(['1. Money', 'Practical matters']);
    expect(found['We open at nine.']).toEqual(['Opening hours', 'Practical matters']);
  });

  it('takes words or a question that open a paragraph for its heading', () => {
    const found = headingsOf(
      '# Buildings\n\n**Market hall.** Built in 1857.\n\nMay I smoke? Outside only.\n\nAll are old.',
    );
    expect(found['Built in 1857.']).toEqual(['**Market hall.**', '# Buildings']);
    expect(found['Outside only.']).toEqual(['May I smoke?', '# Buildings']);
    expect(found['All are old.']).toEqual(['# Buildings']);
  });

  it('does not take a short sentence with a verb, an item or a row for a heading', () => {
    const found = headingsOf('# Jam\n\nPectin makes jam set. Apples hold plenty of it.\n\n- one item\n\n| a | b |');
    expect(found['Apples hold plenty of it.']).toEqual(['# Jam']);
    expect(found['| a | b |']).toEqual(['# Jam']);
  });
});
