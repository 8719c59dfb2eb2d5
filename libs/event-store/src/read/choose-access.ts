import { rowsOf } from './log-connections.js';
import type { LogFilter } from './log-filter.js';
import type { LogReader } from './log-reader.js';
import { accessesTo, PROBE_SIZE, probeQuery, type Access } from './page-query.js';

/**
 * The way to the messages of a filter that meets the fewest others: that on which as many entries as a probe looks at
 * reach furthest. Looked at, not estimated: what is frequent in the whole log may be rare where it is read.
 */
export async function chooseAccess(reader: LogReader, filter: LogFilter, forward: boolean): Promise<Access> {
  const accesses = accessesTo(filter);
  let best: Access = accesses[0] ?? 'position';
  if (accesses.length < 2) return best;
  let furthest = -Infinity;
  for (const access of accesses) {
    const { text, values } = probeQuery(filter, access, forward);
    const reached = await reader.ask(async (connection, low, high) => {
      const [row] = await rowsOf<[count: string, reached: string | null]>(connection, text, [low, high, ...values]);
      return { count: Number(row?.[0] ?? 0), position: Number(row?.[1] ?? 0) };
    });
    if (!reached) return best;
    // What has fewer entries than a probe looks at is better than all that has more, and the better the fewer it has.
    const isAll = reached.count < PROBE_SIZE;
    const score = isAll ? Number.MAX_SAFE_INTEGER - reached.count : forward ? reached.position : -reached.position;
    if (score > furthest) [furthest, best] = [score, access];
  }
  return best;
}
