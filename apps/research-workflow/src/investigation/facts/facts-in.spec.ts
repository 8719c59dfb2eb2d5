import { describe, expect, it } from '@jest/globals';
import { factsIn } from './facts-in.js';
import type { TextDocument } from '../sources/text-document.js';

/** A text whose sentences are its lines. */
function document(...lines: string[]): TextDocument {
  const text = lines.join('\n');
  let at = 0;
  const sentences = lines.map((line): [number, number] => {
    const start = at;
    at += line.length + 1;
    return [start, start + line.length];
  });
  return { contentId: 'c1', source: 'a.md', sha256: 'aa', textSha256: 'bb', language: 'en', text, sentences };
}

const quotes = (name: string, ...lines: string[]): string[] =>
  factsIn(document(...lines), name).map(({ quote }) => quote);

describe('The sentences about an entity', () => {
  it('are those that name it, each with its exact place', () => {
    const text = document(
      'It rained.',
      'Northgate Shipping was founded in Hull.',
      'Ships sail for Northgate Shipping.',
    );
    const facts = factsIn(text, 'Northgate Shipping');
    expect(facts.map(({ quote }) => quote)).toEqual([
      'Northgate Shipping was founded in Hull.',
      'Ships sail for Northgate Shipping.',
    ]);
    for (const { start, end, quote } of facts) expect(text.text.slice(start, end)).toBe(quote);
    expect(facts[0]).toMatchObject({ contentId: 'c1', source: 'a.md', sha256: 'aa', language: 'en' });
  });

  it.each([
    ['in whatever case', 'NORTHGATE shipping sails.'],
    ['over the end of a line', 'Northgate\n  Shipping sails.'],
    ['beside punctuation', 'They ("Northgate Shipping") sail.'],
  ])('name it %s', (_how, sentence) => {
    const whole: TextDocument = { ...document(sentence), text: sentence, sentences: [[0, sentence.length]] };
    expect(factsIn(whole, 'Northgate Shipping')).toHaveLength(1);
  });

  it('are not those in which the name is a part of another word', () => {
    expect(quotes('Ann', 'Anna came.', 'Joann left.', 'Ann stayed.')).toEqual(['Ann stayed.']);
  });

  it('take every sign of a name as it is', () => {
    expect(quotes('A.B. (Holding)', 'A.B. (Holding) was sold.', 'AxBx (Holding) was not.')).toHaveLength(1);
  });

  it('are cut around the name when they are long, at the ends of words', () => {
    const long = `${'word '.repeat(300)}Northgate ${'other '.repeat(300)}`.trim();
    const text = document(long);
    const [fact] = factsIn(text, 'Northgate');
    expect(fact?.quote.length).toBeLessThanOrEqual(600);
    expect(fact?.quote).toMatch(/^word .* Northgate .* other$/);
    expect(text.text.slice(fact?.start, fact?.end)).toBe(fact?.quote);
  });
});
