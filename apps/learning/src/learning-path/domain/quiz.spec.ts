import { describe, expect, it } from '@jest/globals';
import { modulesOf, quizItem } from './quiz.js';

const moduleId = '0190a000-0000-7000-8000-000000000001';
const citation = { contentId: moduleId, source: 'a.md', sha256: 'a'.repeat(64), start: 0, end: 10, quote: 'q' };
const claim = (text: string, id = 'c1') => ({ id, text, citations: [citation] });

describe('a quiz item', () => {
  it('asks for the number of a claim', () => {
    expect(quizItem(moduleId, claim('The mill was built in 1870 by hand.'))).toMatchObject({
      prompt: 'The mill was built in _____ by hand.',
      answer: '1870',
    });
  });

  it('asks for a name where there is no number', () => {
    expect(quizItem(moduleId, claim('The mill was built by Anna Holt.'))?.answer).toBe('Anna Holt');
  });

  it('asks for the longest word where there is neither', () => {
    expect(quizItem(moduleId, claim('It keeps everything dry.'))?.answer).toBe('everything');
  });

  it('cites the spans of its claim', () => {
    expect(quizItem(moduleId, claim('The mill was built in 1870.'))?.citations).toEqual([citation]);
  });

  it('is left out where nothing can be asked for', () => {
    expect(quizItem(moduleId, claim('It is so.'))).toBeNull();
  });
});

describe('the modules of a report', () => {
  const report = {
    question: 'q',
    title: 't',
    sections: [{ subQuestion: 'When was the mill built?', claims: [claim('The mill was built in 1870.')] }],
    unanswered: ['Why?'],
  };

  it('are one per sub-question, empty where nothing answers', () => {
    const modules = modulesOf(moduleId, report);
    expect(modules.map(({ title, items }) => [title, items.length])).toEqual([
      ['When was the mill built', 1],
      ['Why', 0],
    ]);
  });

  it('are the same whenever they are made', () => {
    expect(modulesOf(moduleId, report)).toEqual(modulesOf(moduleId, report));
  });
});
