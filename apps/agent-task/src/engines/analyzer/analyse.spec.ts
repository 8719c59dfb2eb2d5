import { describe, expect, it } from '@jest/globals';
import { textDocument } from '../../../test/support/text-documents.js';
import { gather } from '../researcher/gather.js';
import { analyse, type AnalyseResult } from './analyse.js';
import { MAX_CLAIMS } from './select-claims.js';

function ask(subQuestion: string, ...texts: string[]): AnalyseResult {
  const documents = texts.map((text, index) => textDocument(`${String(index)}.txt`, text));
  return analyse({ subQuestion, passages: gather({ subQuestion, documents }).passages, documents });
}

const answers = (subQuestion: string, ...texts: string[]): string[] =>
  ask(subQuestion, ...texts).claims.map(({ text }) => text);

describe('analyse', () => {
  it.each([
    ['Who designed the tower?', 'The tower was designed by Harriet Lowe.'],
    ['When did the mill close?', 'The mill was shut in 1931.'],
    ['Where do swifts winter?', 'Swifts winter in the Congo basin.'],
    ['Why are the beans poisonous?', 'The beans are poisonous since they contain phasin.'],
    ['How many boats are there in the harbour?', 'The harbour holds ninety boats.'],
    ['How tall is the tower?', 'The tower is 71 feet high.'],
    ['How much did the bridge cost?', 'The bridge was built for 28,400 pounds.'],
    ['What is a moraine?', 'A moraine is a ridge of rubble.'],
    ['What colour is the board for fish?', 'The board for fish is blue.'],
    ['Are dogs allowed in the museum?', 'Dogs are forbidden in the museum.'],
    ['How often is the filter cleaned?', 'The filter is cleaned twice a week.'],
  ])('answers %s', (question, sentence) => {
    expect(
      answers(question, `Notes\n\nThe weather was fine on that day. ${sentence} Everybody went home afterwards.`),
    ).toContain(sentence);
  });

  it.each([
    [
      'another thing is said of the subject',
      'When was the bridge repainted?',
      'The bridge was opened in 1841. The town hall was repainted in 1951.',
    ],
    [
      'the kind of answer is missing',
      'Who designed the tower?',
      'The tower was designed with great care and stands on a rock.',
    ],
    ['the reason is not given', 'Why was the mill closed?', 'The mill was closed in 1931.'],
    ['the name is another one', 'How salty is the Aral Sea?', 'The Dead Sea is ten times as salty as the ocean.'],
    ['the contrary is meant', 'Which is the largest lake?', 'The smallest lake is Loch Beag.'],
    ['a year asked for is another', 'How many visitors came in 2019?', 'In 2021 nine hundred visitors came.'],
    ['no word is in common', 'Who invented the telephone?', 'Apples are grown in the valley.'],
  ])('claims nothing when %s', (_, question, text) => {
    const result = ask(question, text);
    expect(result.answered).toBe(false);
    expect(result.claims).toEqual([]);
    expect(result.reason).toMatch(/\.$/);
  });

  it('takes up a pronoun, a heading and the title', () => {
    expect(answers('When was Harriet Lowe born?', 'Harriet Lowe was an engineer. She was born in 1829.')).toContain(
      'She was born in 1829.',
    );
    expect(
      answers('When should garlic be planted?', '# Garden\n\n## Garlic\n\nPlant the cloves in October.'),
    ).toContain('Plant the cloves in October.');
    expect(
      answers('Where should Veralox be stored?', 'Veralox tablets\n\nStorage\n\nStore the tablets in a dry cupboard.'),
    ).toContain('Store the tablets in a dry cupboard.');
  });

  it('makes one claim of sentences that say the same, with a citation each', () => {
    const sentence = 'The mill was closed in 1931.';
    const { claims } = ask('When was the mill closed?', `${sentence} It was wet.`, `It was dry. ${sentence}`);
    expect(claims).toHaveLength(1);
    expect(claims[0]?.citations.map(({ quote }) => quote)).toEqual([sentence, sentence]);
  });

  it('collapses white space in the claim and leaves the quote as it is', () => {
    const { claims } = ask(
      'When was the mill closed?',
      'The mill was closed for good by the new owners and their bank\nin 1931.',
    );
    expect(claims[0]?.text).toBe('The mill was closed for good by the new owners and their bank in 1931.');
    expect(claims[0]?.citations[0]?.quote).toContain('bank\nin');
  });

  it('gives a few claims at most, the best first', () => {
    const { claims } = ask(
      'When was a mill closed?',
      Array.from(
        { length: 20 },
        (_, index) =>
          `The mill number ${String(index)} at place${String(index)} was closed in ${String(1900 + index)}.`,
      ).join(' '),
    );
    expect(claims.length).toBeLessThanOrEqual(MAX_CLAIMS);
    expect([...claims].sort((left, right) => right.score - left.score)).toEqual(claims);
  });

  it('asks of another language that a sentence holds all its words', () => {
    const text = 'Die Brücke wurde 1841 eröffnet. Die Brücke hat fünf Bögen.';
    expect(answers('Wann wurde die Brücke eröffnet?', text)).toEqual(['Die Brücke wurde 1841 eröffnet.']);
    expect(answers('Wann wurde die Brücke gestrichen?', text)).toEqual([]);
    expect(answers('日本の首都', '東京は日本の首都です。')).toEqual(['東京は日本の首都です。']);
  });
});
