import { describe, expect, it } from '@jest/globals';
import { MAX_SUB_QUESTIONS, plan } from './plan.js';

const parts = (question: string): readonly string[] => plan({ question }).subQuestions;

describe('plan', () => {
  it.each([
    'How does it keep a message from being lost?',
    'How are reading and writing separated?',
    'Who wrote and directed the film?',
    'What is the difference between a saga and a process manager?',
    'What happens to a job when its worker dies?',
    'In the flood of 1952, why did nobody die?',
    'How long does it take to sharpen a knife?',
  ])('leaves a simple question as it is: %s', (question) => {
    expect(parts(question)).toEqual([question]);
  });

  it.each([
    ['What is a relay and how does it keep order?', ['What is a relay?', 'How does a relay keep order?']],
    [
      'How does Kafka keep order and what happens when a broker dies?',
      ['How does Kafka keep order?', 'What happens when a broker dies?'],
    ],
    ['What are swifts and where do they spend the winter?', ['What are swifts?', 'Where do swifts spend the winter?']],
    ['When was the bridge built and by whom?', ['When was the bridge built?', 'By whom was the bridge built?']],
    ['When and where was Harriet Lowe born?', ['When was Harriet Lowe born?', 'Where was Harriet Lowe born?']],
    ['Who founded the library and when?', ['Who founded the library?', 'When did somebody found the library?']],
    [
      'Who built the bridge, when was it opened and how much did it cost?',
      ['Who built the bridge?', 'When was the bridge opened?', 'How much did the bridge cost?'],
    ],
    ['Is the water safe and is it tested?', ['Is the water safe?', 'Is the water tested?']],
    [
      'What is Ferryman? Who maintains it; where is it used?',
      ['What is Ferryman?', 'Who maintains Ferryman?', 'Where is Ferryman used?'],
    ],
    ['Explain the inbox and describe how the relay works.', ['Explain the inbox', 'Describe how the relay works.']],
  ])('splits %s', (question, expected) => {
    expect(parts(question)).toEqual(expected);
  });

  it('leaves a pronoun that stands for nothing or for something else', () => {
    expect(parts('How long does it take to sharpen a knife and how long does it take to oil it?')[1]).toBe(
      'How long does it take to oil it?',
    );
    expect(parts('What is a lease and what happens to a token when it expires?')[1]).toBe(
      'What happens to a token when it expires?',
    );
    expect(parts('Who are the maintainers and when was it released?')[1]).toBe('When was it released?');
  });

  it('drops what only leads up to a question, and parts that repeat', () => {
    expect(parts('I am new here. How do I get a key? How do I get a key?')).toEqual(['How do I get a key?']);
  });

  it('gives at least one part, and not more than a few', () => {
    expect(parts('  heron   bridge ')).toEqual(['Heron bridge']);
    expect(parts('???')).toEqual(['???']);
    const many = Array.from({ length: 12 }, (_, index) => `What is item ${String(index)}?`).join(' ');
    expect(parts(many)).toHaveLength(MAX_SUB_QUESTIONS);
  });
});
