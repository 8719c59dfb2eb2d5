import { describe, expect, it } from '@jest/globals';
import { newId } from '@edda/kernel';
import { decodeCursor, encodeCursor } from './cursor.js';

describe('a cursor', () => {
  it('gives back what it was made of', () => {
    const id = newId();
    const at = new Date('2026-01-02T03:04:05.678Z');
    const cursor = encodeCursor([at, id, 7, 'ä']);
    expect(cursor).toMatch(/^[\w-]+$/);
    const values: [string, string, number, string] = decodeCursor(cursor, ['timestamp', 'uuid', 'number', 'string']);
    expect(values).toEqual([at.toISOString(), id, 7, 'ä']);
  });

  it.each([
    ['of nothing', ''],
    ['that is no base64', '???'],
    ['that is no JSON', Buffer.from('{').toString('base64url')],
    ['of an object', Buffer.from('{}').toString('base64url')],
    ['with too few parts', encodeCursor([newId()])],
    ['with too many parts', encodeCursor([newId(), 1, 2])],
    ['with an id that is none', encodeCursor(["1' or 1=1", 1])],
    ['with a broken number', encodeCursor([newId(), 1.5])],
    ['with a number that is a text', encodeCursor([newId(), '1'])],
  ])('%s is refused', (_what, cursor) => {
    expect(() => decodeCursor(cursor, ['uuid', 'number'])).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'CURSOR.INVALID' }),
    );
  });

  it.each(['2026-02-30', 'yesterday', '2026-01-01T00:00:00+01:00', 5])('with the time %s is refused', (time) => {
    expect(() => decodeCursor(encodeCursor([time]), ['timestamp'])).toThrow('cursor');
  });
});
