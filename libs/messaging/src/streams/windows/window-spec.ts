import type { Duration } from '../duration.js';

/** A span of event time in milliseconds since 1970; the end belongs to the next one. */
export interface Bounds {
  readonly start: number;
  readonly end: number;
}

/** How event time is cut into windows. */
export type WindowSpec =
  | { readonly kind: 'tumbling'; readonly size: Duration }
  | { readonly kind: 'sliding'; readonly size: Duration; readonly every: Duration }
  | { readonly kind: 'session'; readonly gap: Duration };

/** Most windows that one event may belong to. */
export const MAX_OVERLAP = 100;

/** Windows side by side: every event belongs to one of them. */
export function tumbling(size: Duration): WindowSpec {
  assertPositive('tumbling', size);
  return { kind: 'tumbling', size };
}

/**
 * Windows of one size that begin at regular distances and overlap: an event belongs to `size / every` of them. Where
 * `every` equals the size they are tumbling windows.
 */
export function sliding(size: Duration, every: Duration): WindowSpec {
  assertPositive('sliding', size);
  assertPositive('sliding', every);
  if (every > size) throw new Error(`sliding(${size}, ${every}): events between two windows would be lost.`);
  if (Math.ceil(size / every) > MAX_OVERLAP) {
    throw new Error(`sliding(${size}, ${every}): an event would belong to more than ${MAX_OVERLAP} windows.`);
  }
  return { kind: 'sliding', size, every };
}

/** A window for each run of events of a key that are less than `gap` apart; it ends a gap behind the last of them. */
export function session(gap: Duration): WindowSpec {
  assertPositive('session', gap);
  return { kind: 'session', gap };
}

/** The windows to which an event of this time belongs; for sessions the one that it would open by itself. */
export function windowsAt(spec: WindowSpec, time: number): Bounds[] {
  if (spec.kind === 'session') return [{ start: time, end: time + spec.gap }];
  const every = spec.kind === 'sliding' ? spec.every : spec.size;
  const bounds: Bounds[] = [];
  for (let start = Math.floor(time / every) * every; start + spec.size > time; start -= every) {
    bounds.push({ start, end: start + spec.size });
  }
  return bounds;
}

/** Such as `sliding/300000/60000`. */
export function describeWindows(spec: WindowSpec): string {
  return Object.values(spec).join('/');
}

function assertPositive(name: string, duration: Duration): void {
  if (Number.isSafeInteger(duration) && duration > 0) return;
  throw new Error(`${name}(${duration}): give a span of at least one millisecond.`);
}
