import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mergeEntries, type Merged } from './merge-entries.js';
import type { Entry, OpenWindow } from './open-window.js';
import { session, sliding, tumbling, windowsAt, type WindowSpec } from './window-spec.js';

/** The state of a window in these specs is the list of the ids of its entries. */
interface Ids {
  ids: string[];
}

const merge = (left: object, right: object): Record<string, unknown> => ({
  ids: [...((left as Ids).ids ?? []), ...(right as Ids).ids].sort(),
});

function entry(id: string, time: number, key = 'a', tenantId = 'acme'): Entry {
  return { id, time, key, tenantId, state: { ids: [id] } };
}

/** Windows as they would be kept from batch to batch. */
class Kept {
  windows: OpenWindow[] = [];
  late: string[] = [];
  refused: string[] = [];

  constructor(
    private readonly spec: WindowSpec,
    private readonly most = 1000,
  ) {}

  merge(entries: readonly Entry[], expiredAt = 0): Merged {
    const room = this.most - this.windows.length;
    const merged = mergeEntries(entries, this.windows, { spec: this.spec, expiredAt, room, merge });
    const gone = new Set([...merged.removed, ...merged.changed].map(nameOf));
    const before = this.windows.length;
    this.windows = [...this.windows.filter((window) => !gone.has(nameOf(window))), ...merged.changed];
    expect(this.windows.length - before).toBe(merged.added);
    this.late.push(...merged.late.map(({ id }) => id));
    this.refused.push(...merged.refused.map(({ id }) => id));
    return merged;
  }

  get shown(): string[] {
    return this.windows
      .map(
        ({ tenantId, key, start, end, state }) =>
          `${tenantId} ${key} ${start}-${end} ${(state as unknown as Ids).ids.join()}`,
      )
      .sort();
  }
}

function nameOf({ tenantId, key, start }: OpenWindow): string {
  return `${tenantId}/${key}/${start}`;
}

describe('windows at a time', () => {
  it('are one of the tumbling ones', () => {
    expect(windowsAt(tumbling(10), 19)).toEqual([{ start: 10, end: 20 }]);
    expect(windowsAt(tumbling(10), 20)).toEqual([{ start: 20, end: 30 }]);
  });

  it('are as many sliding ones as overlap there', () => {
    expect(windowsAt(sliding(10, 4), 9)).toEqual([
      { start: 8, end: 18 },
      { start: 4, end: 14 },
      { start: 0, end: 10 },
    ]);
  });
});

describe('merging entries', () => {
  it('keeps keys and tenants apart', () => {
    const kept = new Kept(tumbling(10));
    kept.merge([entry('1', 1), entry('2', 2, 'b'), entry('3', 3, 'a', 'bolt'), entry('4', 4)]);
    expect(kept.shown).toEqual(['acme a 0-10 1,4', 'acme b 0-10 2', 'bolt a 0-10 3']);
  });

  it('adds to no window that has expired, and says what is late for all of its windows', () => {
    const kept = new Kept(sliding(10, 5));
    kept.merge([entry('1', 7), entry('2', 3)], 10);
    expect(kept.shown).toEqual(['acme a 5-15 1']);
    expect(kept.late).toEqual(['2']);
  });

  it('makes no more windows than there may be', () => {
    const kept = new Kept(tumbling(10), 2);
    kept.merge([entry('1', 1), entry('2', 11), entry('3', 21), entry('4', 2)]);
    expect(kept.shown).toEqual(['acme a 0-10 1,4', 'acme a 10-20 2']);
    expect(kept.refused).toEqual(['3']);
  });

  it('remembers how often a window was emitted, and that it was closed', () => {
    const kept = new Kept(tumbling(10));
    kept.merge([entry('1', 1)]);
    kept.windows = kept.windows.map((window) => ({ ...window, revision: 3, isClosed: true }));
    kept.merge([entry('2', 2)]);
    expect(kept.windows).toMatchObject([{ revision: 3, isClosed: true }]);
  });
});

describe('merging entries into sessions', () => {
  it('lets a session grow while entries are less than a gap apart', () => {
    const kept = new Kept(session(10));
    kept.merge([entry('1', 0), entry('2', 9), entry('3', 19)]);
    expect(kept.shown).toEqual(['acme a 0-19 1,2', 'acme a 19-29 3']);
  });

  it('makes one of two when an entry comes between them', () => {
    const kept = new Kept(session(10));
    kept.merge([entry('1', 0), entry('2', 15)]);
    kept.windows = kept.windows.map(({ start, end, ...window }) => ({
      ...window,
      start,
      end,
      revision: 1,
      emitted: [{ start, end }],
    }));
    const { removed } = kept.merge([entry('3', 7)]);
    expect(kept.shown).toEqual(['acme a 0-25 1,2,3']);
    expect(removed).toHaveLength(2);
    expect(kept.windows).toMatchObject([
      {
        isClosed: false,
        revision: 1,
        emitted: [
          { start: 0, end: 10 },
          { start: 15, end: 25 },
        ],
      },
    ]);
  });

  it('leaves a session closed that does not grow, and opens one that does', () => {
    const kept = new Kept(session(10));
    kept.merge([entry('1', 0), entry('2', 8)]);
    kept.windows = kept.windows.map((window) => ({ ...window, isClosed: true }));
    kept.merge([entry('3', 5)]);
    expect(kept.windows).toMatchObject([{ start: 0, end: 18, isClosed: true }]);
    kept.merge([entry('4', 12)]);
    expect(kept.windows).toMatchObject([{ start: 0, end: 22, isClosed: false }]);
  });

  it('lets an old entry into a session that has not expired, and is late for one that has', () => {
    const kept = new Kept(session(10));
    kept.merge([entry('1', 0), entry('2', 9)]);
    kept.merge([entry('3', 1)], 15);
    expect(kept.shown).toEqual(['acme a 0-19 1,2,3']);
    kept.merge([entry('4', 5)], 19);
    expect(kept.late).toEqual(['4']);
  });

  it('makes room where sessions become one', () => {
    const kept = new Kept(session(10), 2);
    kept.merge([entry('1', 0), entry('2', 15), entry('3', 7), entry('4', 100)]);
    expect(kept.shown).toEqual(['acme a 0-25 1,2,3', 'acme a 100-110 4']);
  });
});

describe('entries out of order', () => {
  const BOUND = 30;
  const occurrences = fc.array(
    fc.record({
      time: fc.integer({ min: 0, max: 400 }),
      delay: fc.integer({ min: 0, max: BOUND }),
      key: fc.constantFrom('a', 'b'),
    }),
    { maxLength: 60 },
  );
  const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 });

  it.each([
    ['tumbling', tumbling(20)],
    ['sliding', sliding(40, 15)],
    ['sessions', session(12)],
  ])('make the same windows in any order and batches that the watermark allows: %s', (_name, spec) => {
    fc.assert(
      fc.property(occurrences, sizes, (all, batches) => {
        const entries = all.map(({ time, delay, key }, at) => ({ delay, entry: entry(String(at), time, key) }));
        const inOrder = new Kept(spec);
        inOrder.merge(entries.map((each) => each.entry).sort((one, other) => one.time - other.time));

        const kept = new Kept(spec);
        const arriving = entries
          .toSorted((one, other) => one.entry.time + one.delay - other.entry.time - other.delay)
          .map((each) => each.entry);
        let latest = 0;
        let watermark = 0;
        for (let at = 0, round = 0; at < arriving.length; round++) {
          const batch = arriving.slice(at, (at += batches[round % batches.length] ?? 1));
          kept.merge(batch, watermark);
          latest = Math.max(latest, ...batch.map(({ time }) => time));
          watermark = Math.max(0, latest - BOUND);
        }
        expect(kept.late).toEqual([]);
        expect(kept.shown).toEqual(inOrder.shown);
      }),
    );
  });
});
