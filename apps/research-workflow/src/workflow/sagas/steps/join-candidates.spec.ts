import { describe, expect, it } from '@jest/globals';
import type { Candidates } from '../research-state.js';
import { joinCandidates } from './join-candidates.js';

const document = (name: string, ...windows: [number, number, number][]): Candidates => ({
  contentId: `content-${name}`,
  source: `${name}.md`,
  sha256: name.repeat(64),
  windows,
});

describe('putting together what researchers found', () => {
  it('orders by score, then by text and place, whoever answered first', () => {
    const a = { candidates: [document('a', [0, 9, 3], [10, 19, 1])], cut: false };
    const b = { candidates: [document('b', [50, 59, 3], [0, 9, 2])], cut: false };
    const joined = { candidates: [...a.candidates, ...b.candidates], cut: false };
    expect(joinCandidates([a, b], 1)).toEqual(joined);
    expect(joinCandidates([b, a], 1)).toEqual(joined);
  });

  it('keeps the best 200, three times as many when the search is wider, and says that there are more', () => {
    const many = Array.from({ length: 700 }, (_, at): [number, number, number] => [at, at + 1, 700 - at]);
    const found = [{ candidates: [document('a', ...many)], cut: false }];
    const kept = (breadth: number): unknown => {
      const { candidates, cut } = joinCandidates(found, breadth);
      return { kept: candidates[0]?.windows.length, last: candidates[0]?.windows.at(-1)?.[2], cut };
    };
    expect(kept(1)).toEqual({ kept: 200, last: 501, cut: true });
    expect(kept(2)).toEqual({ kept: 600, last: 101, cut: true });
    expect(kept(3)).toEqual({ kept: 700, last: 1, cut: false });
  });

  it('says that there are more when a researcher does', () => {
    expect(
      joinCandidates(
        [
          { candidates: [], cut: false },
          { candidates: [], cut: true },
        ],
        1,
      ).cut,
    ).toBe(true);
    expect(joinCandidates([], 1)).toEqual({ candidates: [], cut: false });
  });
});
