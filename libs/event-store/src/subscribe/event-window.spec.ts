import { describe, expect, it } from '@jest/globals';
import type { StoredRow } from '../read/row.js';
import { EventWindow } from './event-window.js';

function row(position: number, type = 'NoteWritten', bytes = 10): StoredRow {
  const data = JSON.stringify({ text: 'x'.repeat(bytes) });
  return [
    `${position}`,
    `id-${position}`,
    'event',
    'default',
    'note-1',
    'note',
    `${position}`,
    null,
    type,
    '1.0.0',
    null,
    data,
    '{}',
    0,
  ];
}

const positions = (rows: readonly StoredRow[]): number[] => rows.map(([position]) => Number(position));
const everything = (): boolean => true;

describe('The newest messages that are kept', () => {
  it('are given page by page, and say how far they reach', () => {
    const window = new EventWindow(10);
    window.push(
      [12, 13, 17].map((position) => row(position)),
      20,
    );
    const first = window.pageAfter(10, everything, 2);
    expect([positions(first?.rows ?? []), first?.reached]).toEqual([[12, 13], 13]);
    const second = window.pageAfter(13, everything, 2);
    expect([positions(second?.rows ?? []), second?.reached]).toEqual([[17], 20]);
    expect(window.pageAfter(20, everything, 2)).toEqual({ rows: [], reached: 20 });
  });

  it('are gone through to their end for who wants none of them', () => {
    const window = new EventWindow(0);
    window.push([row(1), row(2, 'NoteCounted'), row(3)], 3);
    const counted = window.pageAfter(0, ([, , , , , , , , type]) => type === 'NoteCounted', 5);
    expect([positions(counted?.rows ?? []), counted?.reached]).toEqual([[2], 3]);
  });

  it('are not given to who is further behind than they reach', () => {
    const window = new EventWindow(10);
    window.push([row(11)], 11);
    expect(window.pageAfter(9, everything, 5)).toBeNull();
    expect(window.pageAfter(10, everything, 5)?.rows).toHaveLength(1);
  });

  it('are bounded in number, and then begin later', () => {
    const window = new EventWindow(0);
    for (let position = 1; position <= 5000; position++) window.push([row(position)], position);
    expect(window.size.events).toBe(2000);
    expect(window.pageAfter(2999, everything, 1)).toBeNull();
    expect(positions(window.pageAfter(3000, everything, 1)?.rows ?? [])).toEqual([3001]);
    expect(window.pageAfter(3000, everything, 9999)?.rows).toHaveLength(2000);
  });

  it('are bounded in bytes, also where one message alone is too large', () => {
    const window = new EventWindow(0);
    for (let position = 1; position <= 40; position++) window.push([row(position, 'NoteWritten', 1_000_000)], position);
    expect(window.size.bytes).toBeLessThanOrEqual(8 * 1024 * 1024);
    expect(window.size.events).toBeGreaterThan(1);
    window.push([row(41, 'NoteWritten', 9_000_000)], 41);
    expect(window.size).toEqual({ events: 0, bytes: 0 });
    expect(window.pageAfter(40, everything, 5)).toBeNull();
    expect(window.pageAfter(41, everything, 5)).toEqual({ rows: [], reached: 41 });
  });

  it('begin anew behind what is too much to be kept', () => {
    const window = new EventWindow(0);
    window.push([row(1)], 1);
    window.skipTo(9000);
    expect([window.end, window.size]).toEqual([9000, { events: 0, bytes: 0 }]);
    expect(window.pageAfter(1, everything, 5)).toBeNull();
  });
});
