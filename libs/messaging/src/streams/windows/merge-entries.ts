import { groupBy } from '@edda/kernel';
import type { AggregateState } from '../aggregators/aggregation.js';
import { mergeIntoSessions } from './merge-into-sessions.js';
import { sameKey, type Entry, type OpenWindow } from './open-window.js';
import { windowsAt, type WindowSpec } from './window-spec.js';

export interface MergeOptions {
  readonly spec: WindowSpec;
  /** Windows that end at this event time or before have expired: nothing is added to them any more. */
  readonly expiredAt: number;
  /** How many windows may be added. */
  readonly room: number;
  merge(left: AggregateState, right: AggregateState): AggregateState;
}

/** What a batch of entries makes of the windows of its keys. */
export interface Merged {
  /** Windows that are new or have changed. */
  readonly changed: OpenWindow[];
  /** Windows of before that became part of others. */
  readonly removed: OpenWindow[];
  /** How many windows there are more than before. */
  readonly added: number;
  /** Entries all of whose windows have expired. */
  readonly late: Entry[];
  /** Entries that would have needed more windows than there is room for. */
  readonly refused: Entry[];
}

/** @param existing the windows there are: for sessions all of the keys of the entries, else at least those they fall in */
export function mergeEntries(
  entries: readonly Entry[],
  existing: readonly OpenWindow[],
  options: MergeOptions,
): Merged {
  return options.spec.kind === 'session'
    ? mergeIntoSessions(entries, existing, options, options.spec.gap)
    : mergeIntoFixed(entries, existing, options);
}

function mergeIntoFixed(entries: readonly Entry[], existing: readonly OpenWindow[], options: MergeOptions): Merged {
  const { spec, expiredAt, merge } = options;
  const known = new Map<string, Map<number, OpenWindow>>();
  for (const [key, windows] of groupBy(existing, sameKey)) {
    known.set(key, new Map(windows.map((window) => [window.start, window])));
  }
  const changed = new Map<string, OpenWindow>();
  const late: Entry[] = [];
  const refused = new Set<Entry>();
  let { room } = options;
  for (const entry of entries) {
    const open = windowsAt(spec, entry.time).filter(({ end }) => end > expiredAt);
    if (open.length === 0) late.push(entry);
    const ofKey = known.get(sameKey(entry)) ?? new Map<number, OpenWindow>();
    known.set(sameKey(entry), ofKey);
    for (const bounds of open) {
      const before = ofKey.get(bounds.start);
      if (!before && room === 0) {
        refused.add(entry);
        continue;
      }
      if (!before) room--;
      const window = { ...(before ?? newWindow(entry)), ...bounds };
      const grown = { ...window, state: merge(window.state, entry.state) };
      ofKey.set(bounds.start, grown);
      changed.set(`${bounds.start} ${sameKey(entry)}`, grown);
    }
  }
  return { changed: [...changed.values()], removed: [], added: options.room - room, late, refused: [...refused] };
}

export function newWindow({ tenantId, key }: Entry): Omit<OpenWindow, 'start' | 'end'> {
  return { tenantId, key, state: {}, revision: 0, isClosed: false, emitted: [] };
}
