import { describe, expect, it } from '@jest/globals';
import type { PendingMessage } from '../recorded-message.js';
import { eventJson } from './event-json.js';
import { MAX_EVENT_DEPTH } from './event-limits.js';

const json = (data: unknown): string => eventJson({ type: 'Kept', data } as PendingMessage);

/** Arrays in one another. */
function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { value };
  return value;
}

describe('The data of an event', () => {
  it('is written as JSON', () => {
    expect(json({ text: 'a\u0000\ud800"\\', list: [1, null] })).toBe(
      '{"text":"a\\u0000\\ud800\\"\\\\","list":[1,null]}',
    );
  });

  it('may lie as deep as the limit, and no deeper', () => {
    expect(JSON.parse(json(deep(MAX_EVENT_DEPTH)))).toEqual(deep(MAX_EVENT_DEPTH));
    for (const levels of [MAX_EVENT_DEPTH + 1, 1000, 100_000]) {
      expect(() => json(deep(levels))).toThrow(expect.objectContaining({ code: 'EVENT_TOO_DEEP' }));
    }
  });

  it.each([
    '[['.repeat(100),
    '"[["'.repeat(100),
    '\\"[['.repeat(100),
    `${'\\'.repeat(7)}${'{'.repeat(200)}`,
    '"'.repeat(200),
  ])('may hold brackets, quotes and backslashes in texts: %#', (text) => {
    expect(JSON.parse(json({ [text]: [text, text] }))).toEqual({ [text]: [text, text] });
  });

  it('counts brackets behind texts too', () => {
    expect(() => json({ 'a\\': 'b\\"', c: deep(MAX_EVENT_DEPTH) })).toThrow(
      expect.objectContaining({ code: 'EVENT_TOO_DEEP' }),
    );
  });

  it.each([
    ['a BigInt', { value: 7n }],
    ['a circle', circle()],
    ['nothing', undefined],
    ['a function', () => undefined],
    ['what turns into nothing', { toJSON: () => undefined }],
    [
      'what throws',
      {
        toJSON: () => {
          throw new Error('No.');
        },
      },
    ],
  ])('cannot be %s', (_, data) => {
    expect(() => json(data)).toThrow(expect.objectContaining({ kind: 'invalid', code: 'EVENT_NOT_JSON' }));
  });
});

function circle(): object {
  const one: { self?: object } = {};
  one.self = one;
  return one;
}
