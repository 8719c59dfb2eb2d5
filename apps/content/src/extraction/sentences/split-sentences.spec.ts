import { describe, expect, it } from '@jest/globals';
import { pseudoRandomBytes } from '../../../test/fixtures/random-bytes.js';
import type { TextLayout } from '../extracted-document.js';
import { normaliseText } from '../normalise-text.js';
import { splitSentences } from './split-sentences.js';

function sentencesOf(text: string, layout: TextLayout = 'lines'): string[] {
  return splitSentences(text, layout).map(([start, end]) => text.slice(start, end));
}

describe('splitSentences in one paragraph', () => {
  it.each([
    ['plain sentences', ['It works.', 'Does it?', 'It does!']],
    ['titles and initials', ['Dr. J. R. Smith met Prof. Lee.', 'They spoke with George W. Bush.']],
    ['Latin abbreviations', ['Use a queue, e.g. Kafka or RabbitMQ, i.e. a broker.', 'See Smith et al. for more.']],
    ['decimals and thousands', ['It grew by 3.5 million to 1.234,5 units.', 'Then it stopped.']],
    [
      'versions and file names',
      ['Read README.md and main.ts of v1.2.3 first.', 'Node.js 24.1 is needed.', 'It uses .NET too.'],
    ],
    [
      'URLs and addresses',
      ['See https://example.com/a.b?c=d.e for it.', 'Write to a.b@example.com. Now.'].flatMap((text) =>
        text.split(/(?<=com\.) /),
      ),
    ],
    ['an ellipsis', ['Wait ... it goes on… and on.', 'Then it ends...', 'Really.']],
    ['quoted sentences', ['He said "Stop." and left.', '"Why?" she asked.', '“It is done.”', 'They went.']],
    ['sentences in brackets', ['It failed (see below).', '(Nobody noticed.)', 'It ran again.']],
    ['several marks', ['What?!', 'No!!', 'Yes.']],
    ['dates in German', ['Am 3. Oktober fiel die Entscheidung.', 'Das war z. B. gut.', 'Es galt bzw. gilt.']],
    ['German openers', ['Er sah es.', 'Dann ging er, vgl. Abb. 3 auf S. 12.']],
    [
      'names of organisations',
      ['The U.S. Navy bought Acme Inc. shares.', 'It happened in the U.S. The end came at 5 p.m. on Friday.'].flatMap(
        (text) => text.split(/(?<=U\.S\.) (?=The)/),
      ),
    ],
    ['figure and section numbers', ['Fig. 3 and No. 5 in Sec. IV show it.', 'The answer is no.', 'It was art.']],
    ['a sentence that ends in a number', ['It rose to 42.', 'The rest fell.', 'There were 7.5.', 'Good.']],
    ['numbered points in a line', ['Do this: 1. Stop the server.', '2. Start it again.']],
    [
      'sentences that open with code',
      ['Build it first.', 'npm start runs it afterwards.', 'Then call it.', 'userId is set.'],
    ],
    ['references', ['This is known.[12]', 'That as well.[3, 4]', 'A footnote follows here.7', 'So it is.']],
    ['Japanese', ['これは文です。', '次の文です！', '「そうですか？」', '終わり。']],
    ['Chinese without blanks', ['第一句。', '第二句？', '版本是2.0。', '好！']],
    ['Hindi and Arabic', ['यह वाक्य है।', 'दूसरा वाक्य है।', 'ما هذا؟', 'هذا كتاب.']],
    ['Spanish', ['¿Qué es esto?', '¡Hola!', 'El Sr. García llegó.']],
    ['a title as abbreviation of a street', ['We met in St. Petersburg.', 'It was cold.']],
    ['lower case after an unknown short abbreviation', ['The max. depth vs. the avg. depth, approx. 5 m, is shown.']],
  ])('keeps %s together', (_, sentences) => {
    const separator = /[\u3040-\u30ff\u4e00-\u9fff]/.test(sentences[0] ?? '') ? '' : ' ';
    expect(sentencesOf(sentences.join(separator))).toEqual(sentences);
  });

  it('leaves out list markers and spans without a word', () => {
    expect(sentencesOf('- One.\n* [x] Two.\n3. Three.\n2.1. Four.\n(a) Five.\n---\n}\n•\n1984. That was it.')).toEqual([
      'One.', 'Two.', 'Three.', 'Four.', 'Five.', '1984.', 'That was it.',
    ]); // prettier-ignore
  });

  it('cuts a sentence of more than 1,000 characters at a good place', () => {
    const clause = 'and so the clause goes on without an end in sight, ';
    const parts = sentencesOf(clause.repeat(50));
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) {
      expect(part.length).toBeLessThanOrEqual(1000);
      expect(part.endsWith(',')).toBe(true);
    }
  });

  it('cuts a word without end without cutting a character', () => {
    const parts = sentencesOf('x' + '😀x'.repeat(1000));
    expect(parts.join('')).toBe('x' + '😀x'.repeat(1000));
    for (const part of parts) expect(part.isWellFormed()).toBe(true);
  });
});

describe('splitSentences in a hard-wrapped text', () => {
  it('joins the lines of a paragraph', () => {
    expect(
      sentencesOf(
        'This paragraph has been wrapped by hand at\nabout forty columns. It has a second\nsentence in it.',
        'wrapped',
      ),
    ).toEqual(['This paragraph has been wrapped by hand at\nabout forty columns.', 'It has a second\nsentence in it.']);
  });

  it('lets list items, headings and rules stand alone', () => {
    const text = [
      'Introduction',
      '============',
      'The first paragraph is wrapped by hand as it always was and it',
      'goes on here:',
      '- the first item, which is wrapped as well because it is long and',
      '  goes on here',
      '- the second item',
      '1. a number',
      '2. another number, whose text mentions version',
      '7. of something',
      '',
      '# A heading',
      'Text under it without a full stop',
    ].join('\n');
    expect(sentencesOf(text, 'wrapped')).toEqual([
      'Introduction',
      'The first paragraph is wrapped by hand as it always was and it\ngoes on here:',
      'the first item, which is wrapped as well because it is long and\n  goes on here',
      'the second item',
      'a number',
      'another number, whose text mentions version\n7. of something',
      '# A heading',
      'Text under it without a full stop',
    ]);
  });

  it('lets lines stand alone that were broken on purpose', () => {
    const text = [
      'Ten Steps',
      'To get from here to there takes ten steps, which are listed below in the',
      'order in which they are taken.',
    ].join('\n');
    expect(sentencesOf(text, 'wrapped')).toEqual(['Ten Steps', text.slice(10)]);
  });

  it('keeps the rows of a table of columns apart', () => {
    const text = 'Name      Size   Colour\nApple     small  red\nMelon     large  green';
    expect(sentencesOf(text, 'wrapped')).toEqual(text.split('\n'));
  });

  it('takes lines of whole paragraphs as what they are', () => {
    const long = 'A paragraph on one line that is far longer than anyone would wrap by hand '.repeat(4).trim();
    expect(sentencesOf(`${long}\nNext paragraph`, 'wrapped')).toEqual([long, 'Next paragraph']);
  });
});

describe('splitSentences on any text', () => {
  const WORDS = [
    'Dr.',
    'a',
    'The',
    '3.5',
    'e.g.',
    '...',
    '!',
    '?',
    '"',
    ')',
    '(',
    '。',
    '\n',
    '\n\n',
    '- ',
    '1. ',
    '😀',
    'x.y',
    '—',
    '   ',
    'U.S.',
  ];

  it.each(['lines', 'wrapped'] as const)('yields trimmed, ordered spans that hold every word (%s)', (layout) => {
    for (let seed = 1; seed <= 500; seed++) {
      const raw = Array.from(pseudoRandomBytes(60, seed), (byte) => WORDS[byte % WORDS.length]).join(
        seed % 2 ? ' ' : '',
      );
      const text = normaliseText(raw);
      const spans = splitSentences(text, layout);
      let position = 0;
      let outside = '';
      for (const [start, end] of spans) {
        expect(start).toBeGreaterThanOrEqual(position);
        expect(end).toBeGreaterThan(start);
        expect(text.slice(start, end).trim()).toBe(text.slice(start, end));
        expect(text.slice(start, end)).toMatch(/[\p{L}\p{N}]/u);
        outside += text.slice(position, start);
        position = end;
      }
      outside += text.slice(position);
      expect(outside.replace(/^[ \t]*1\.(?=\s|$)/gm, '')).not.toMatch(/\p{L}/u);
    }
  });
});
