import { describe, expect, it } from '@jest/globals';
import { parseQuestion } from './parse-question.js';

const kind = (text: string): string => parseQuestion(text).expected.kind;
const predicate = (text: string): string | undefined =>
  parseQuestion(text).units.find((unit) => unit.predicate)?.head.word;

describe('parseQuestion', () => {
  it.each([
    ['Who built the bridge?', 'person'],
    ['When was it opened?', 'time'],
    ['In which year did it open?', 'time'],
    ['Where do swifts nest?', 'place'],
    ['Why was it closed?', 'reason'],
    ['What caused the fire?', 'reason'],
    ['How is order kept?', 'method'],
    ['What is a relay?', 'definition'],
    ['What does idempotent mean?', 'definition'],
    ['How many people live here?', 'count'],
    ['What is the number of inhabitants?', 'count'],
    ['How tall is the tower?', 'measure'],
    ['How much did it cost?', 'measure'],
    ['At what temperature is it stored?', 'measure'],
    ['What is the name of the captain?', 'name'],
    ['Which hook runs first?', 'instance'],
    ['Is it safe to swim?', 'yes-no'],
    ['What happens when a broker dies?', 'statement'],
    ['heron bridge', 'statement'],
  ])('reads the kind of answer off %s', (text, expected) => {
    expect(kind(text)).toBe(expected);
  });

  it.each([
    ['How long does Ferryman wait before a retry?', 'wait'],
    ['How does the order service keep messages?', 'keep'],
    ['Why was the market hall demolished?', 'demolished'],
    ['Why are raw kidney beans toxic?', 'toxic'],
    ['How does it keep a message from being lost?', 'lost'],
    ['How do we make sure that no event is skipped?', 'skipped'],
    ['How soon does the drug start to work?', 'work'],
    ['Why was a tree cut down?', 'cut_down'],
    ['What is the salary of an engineer?', 'salary'],
    ['When will the book be restored?', 'restored'],
  ])('finds what %s says', (text, expected) => {
    expect(predicate(text)).toBe(expected);
  });

  it('keeps what narrows a noun with it and a name as a name', () => {
    const { units } = parseQuestion('When was the Heron bridge repainted by Josiah Penrose?');
    expect(
      units.map(({ kind: of, head, modifiers }) => [of, head.word, modifiers.map(({ concept }) => concept.word)]),
    ).toEqual([
      ['noun', 'bridge', ['heron']],
      ['verb', 'repainted', []],
      ['name', 'penrose', ['josiah']],
    ]);
  });

  it('passes over polite openings', () => {
    expect(kind('Could you tell me when it was opened?')).toBe('time');
  });

  it('does not fail on text that is no question', () => {
    expect(parseQuestion('?!').units).toEqual([]);
    expect(parseQuestion('').units).toEqual([]);
    expect(parseQuestion('Wie hoch ist der Turm?').english).toBe(false);
  });
});
