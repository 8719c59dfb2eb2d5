import { newWindow, type Merged, type MergeOptions } from './merge-entries.js';
import { sameKey, type Entry, type OpenWindow } from './open-window.js';

/**
 * Each entry opens a session of its own, which takes in those it overlaps. An entry is late when the session that it ends
 * up in has expired.
 */
export function mergeIntoSessions(
  entries: readonly Entry[],
  existing: readonly OpenWindow[],
  options: MergeOptions,
  gap: number,
): Merged {
  const { expiredAt, merge } = options;
  const known = new Set(existing);
  const live = new Map<string, OpenWindow[]>();
  for (const window of existing) {
    if (window.end > expiredAt) live.set(sameKey(window), [...(live.get(sameKey(window)) ?? []), window]);
  }
  const late: Entry[] = [];
  const refused: Entry[] = [];
  let { room } = options;
  for (const entry of entries) {
    const sessions = live.get(sameKey(entry)) ?? [];
    const own = { start: entry.time, end: entry.time + gap };
    const overlapping = sessions.filter(({ start, end }) => start < own.end && own.start < end);
    const end = Math.max(own.end, ...overlapping.map((session) => session.end));
    if (end <= expiredAt) {
      late.push(entry);
      continue;
    }
    if (overlapping.length === 0 && room === 0) {
      refused.push(entry);
      continue;
    }
    room += overlapping.length - 1;
    const joined = overlapping.reduce<Omit<OpenWindow, 'start' | 'end'>>(
      (all, session) => ({
        ...all,
        state: merge(all.state, session.state),
        revision: Math.max(all.revision, session.revision),
        emitted: [...all.emitted, ...session.emitted],
      }),
      newWindow(entry),
    );
    const only = overlapping.length === 1 ? overlapping[0] : undefined;
    const grown: OpenWindow = {
      ...joined,
      start: Math.min(own.start, ...overlapping.map((session) => session.start)),
      end,
      state: merge(joined.state, entry.state),
      isClosed: only?.isClosed === true && only.end === end && only.start <= own.start,
    };
    live.set(sameKey(entry), [...sessions.filter((session) => !overlapping.includes(session)), grown]);
  }
  const remaining = new Set([...live.values()].flat());
  return {
    changed: [...remaining].filter((session) => !known.has(session)),
    removed: existing.filter((session) => session.end > expiredAt && !remaining.has(session)),
    added: options.room - room,
    late,
    refused,
  };
}
