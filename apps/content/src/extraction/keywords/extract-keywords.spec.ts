import { describe, expect, it } from '@jest/globals';
import { splitSentences } from '../sentences/split-sentences.js';
import { extractKeywords } from './extract-keywords.js';

const keywords = (text: string, language: string) => extractKeywords(text, splitSentences(text, 'lines'), language);

const ENGLISH = [
  'The event store keeps every event of a stream in order.',
  'A relay reads the event store and publishes events to the broker.',
  'When the broker is down, the relay waits and the event store keeps the events.',
  'const relay = new Relay({ broker }); // see https://example.com/relay',
].join('\n');

describe('extractKeywords', () => {
  it('puts what an English text is about first, without stop words, code and addresses', () => {
    const words = keywords(ENGLISH, 'en');
    expect(words[0]).toBe('event store');
    expect(words).toEqual(expect.arrayContaining(['relay', 'broker']));
    expect(words.join(' ')).not.toMatch(/\b(the|const|https|example|when)\b/);
  });

  it('gives the same list whenever it is asked', () => {
    expect(keywords(ENGLISH, 'en')).toEqual(keywords(ENGLISH, 'en'));
  });

  it('does without a stop list where it has none', () => {
    const finnish = [
      'Varasto on talon sydän ja se on suuri.',
      'Varasto on avoinna ja se on lukittu yöllä.',
      'Talo on vanha ja se on tyhjä.',
      'Varasto on tyhjä ja se on kylmä.',
    ].join('\n');
    const words = keywords(finnish, 'fi');
    expect(words).toContain('varasto');
    expect(words.join(' ')).not.toMatch(/(^| )(on|ja|se)( |$)/);
  });

  it('finds words in scripts without blanks', () => {
    expect(keywords('数据库保存事件。数据库很快。事件不会丢失。数据库很重要。', 'zh').join(' ')).toContain('数据');
  });

  it('lists at most a dozen, none a part of another', () => {
    const words = keywords(
      Array.from({ length: 40 }, (_, i) => `Subject number${i} meets object thing${i}.`).join('\n'),
      'en',
    );
    expect(words.length).toBeLessThanOrEqual(12);
    for (const a of words) for (const b of words) if (a !== b) expect(` ${a} `).not.toContain(` ${b} `);
  });

  it('has none for a text without words', () => {
    expect(keywords('12 34\n***', 'und')).toEqual([]);
  });
});
