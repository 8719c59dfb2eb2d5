import type { Windowing } from './pipeline.js';

/** How far a partition has come, in milliseconds since 1970. */
export interface PartitionTime {
  /** The latest event time; null while no event of it is known. */
  readonly eventTime: number | null;
  /** When it was last heard of, by the clock. */
  readonly heardAt: number;
}

/**
 * The event time before which no event is expected any more. It follows the slowest partition that is not idle; where all
 * are idle, the clock. It never goes back.
 *
 * @param before null when there is none yet
 */
export function nextWatermark(
  before: number | null,
  partitions: readonly PartitionTime[],
  now: number,
  { idleAfter, outOfOrderness }: Pick<Windowing, 'idleAfter' | 'outOfOrderness'>,
): number | null {
  const active = partitions.filter(({ heardAt }) => now - heardAt <= idleAfter);
  const times = active.map(({ eventTime }) => eventTime);
  if (times.includes(null)) return before;
  const time = active.length === 0 ? now - idleAfter : Math.min(...times.map((known) => known ?? now));
  return Math.max(before ?? 0, time - outOfOrderness, 0);
}
