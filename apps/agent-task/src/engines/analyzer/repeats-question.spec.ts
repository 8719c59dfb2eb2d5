import { describe, expect, it } from '@jest/globals';
import { repeatsQuestion } from './repeats-question.js';

const QUESTION = 'How does it keep a message from being lost?';

describe('repeatsQuestion', () => {
  it.each([
    'How does it keep a message from being lost?',
    'npm run research -- "How does it keep a message from being lost?" docs',
    '“And who pays for it?”',
  ])('finds that %s asks', (sentence) => {
    expect(repeatsQuestion(QUESTION, sentence)).toBe(true);
  });

  it.each(['It keeps a message from being lost by writing it down first.', 'The mill was built in 1742.'])(
    'finds that %s does not ask',
    (sentence) => {
      expect(repeatsQuestion(QUESTION, sentence)).toBe(false);
    },
  );

  it('does not take a short question for the reason that its words stand together', () => {
    expect(repeatsQuestion('Who won?', 'Those who won the race were paid.')).toBe(false);
  });
});
