import { describe, expect, it } from '@jest/globals';
import { frozen } from './frozen.js';

describe('A frozen answer', () => {
  const answer = () => ({ list: [{ name: 'a', tags: ['x'] }], at: new Date(5), none: null });

  it('cannot be changed anywhere in it', () => {
    const shared = frozen(answer(), 'FindNotes');
    expect(() => shared.list.push({ name: 'b', tags: [] })).toThrow(TypeError);
    expect(() => (shared.list[0]!.tags[0] = 'y')).toThrow(TypeError);
    expect(() => shared.at.setTime(9)).toThrow('setTime was called on a date that others share');
    expect(shared).toEqual(answer());
  });

  it('is otherwise what it was: dates are dates, and instances of classes keep their methods', () => {
    class Note {
      constructor(readonly text: string) {}
      shout(): string {
        return `${this.text}!`;
      }
    }
    const shared = frozen({ note: new Note('hey'), at: new Date(5) }, 'FindNotes');
    expect(shared.note.shout()).toBe('hey!');
    expect(shared.at).toBeInstanceOf(Date);
    expect([shared.at.toISOString(), JSON.stringify(shared.at)]).toEqual([
      '1970-01-01T00:00:00.005Z',
      '"1970-01-01T00:00:00.005Z"',
    ]);
  });

  it('may hold itself', () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(Object.isFrozen(frozen(circle, 'FindNotes'))).toBe(true);
  });

  it.each([[undefined], [null], [0], ['']])('may be %p', (plain) => {
    expect(frozen(plain, 'FindNotes')).toBe(plain);
  });

  it.each([[new Map()], [new Set()], [Buffer.from('a')]])('cannot hold %p', (value) => {
    expect(() => frozen({ list: [undefined, value] }, 'FindNotes')).toThrow(
      `The answer of FindNotes holds a ${value.constructor.name}`,
    );
  });
});
