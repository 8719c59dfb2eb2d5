import { describe, expect, it } from '@jest/globals';
import { decide, type KeyRow, type KeyState, type Verdict } from './key-row.js';
import type { ReceivedRecord } from './received-record.js';

function record(sequence: number | null, previous: number | null, startsHistory = false): ReceivedRecord {
  const tracking = sequence === null ? 'inbox' : 'sequence';
  return { sequence, previous, startsHistory, tracking } as ReceivedRecord;
}

const row = (last: number | null, state: KeyState = 'open'): KeyRow => ({ last, state });

describe('A record with a sequence', () => {
  it.each<[string, KeyRow, ReceivedRecord, Verdict]>([
    ['is next', row(4), record(6, 4), 'handle'],
    ['is the first of its stream', row(null), record(2, 0), 'handle'],
    ['was handled', row(6), record(6, 4), 'duplicate'],
    ['was handled long ago', row(9), record(6, 4), 'duplicate'],
    ['was handled, of a key that is held', row(6, 'held'), record(6, 4), 'duplicate'],
    ['comes too early', row(4), record(9, 6), 'gap'],
    ['comes before the first one', row(null), record(9, 6), 'gap'],
    ['is what was missing', row(4, 'gap'), record(6, 4), 'handle'],
    ['is next of a key that is held', row(4, 'held'), record(6, 4), 'wait'],
    ['comes too early of a key that is held', row(4, 'held'), record(9, 6), 'wait'],
    ['has no chain, because it was routed', row(4), record(9, null), 'handle'],
    ['is the first that the log still has', row(null), record(9, 6, true), 'handle'],
  ])('that %s', (_what, known, item, verdict) => expect(decide(known, item, true)).toBe(verdict));

  it('may be the first one seen where that is no gap', () => {
    expect(decide(row(null), record(9, 6), false)).toBe('handle');
    expect(decide(row(4), record(9, 6), false)).toBe('gap');
  });
});

describe('A record without a sequence', () => {
  it('waits only behind a parked one', () => {
    expect(decide(row(null), record(null, null), true)).toBe('handle');
    expect(decide(row(null, 'held'), record(null, null), true)).toBe('wait');
  });
});
