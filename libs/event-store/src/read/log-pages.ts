import { chooseAccess } from './choose-access.js';
import type { Final } from './final.js';
import { rowsOf, type LogConnections } from './log-connections.js';
import type { LogFilter } from './log-filter.js';
import { LogReader } from './log-reader.js';
import { pageQuery } from './page-query.js';
import { sizeOf, type StoredRow } from './row.js';
import { clipToTime } from './clip-to-time.js';

/** A page aims at no more than this, in bytes of memory. */
const PAGE_BYTES = 4 * 1024 * 1024;
/** Rows that one statement looks at, at most, unless pages are to be larger. */
const MAX_LOOKED_AT = 4000;

export interface LogRange {
  filter: LogFilter;
  forward: boolean;
  /** Inclusive. */
  low: number;
  /** Inclusive; at most what is final. */
  high: number;
  final: Final;
  batchSize: number;
}

/** Messages of the log, and how far it is read with them. */
export interface LogPage {
  rows: StoredRow[];
  /** Everything up to here, or down to here, is in this page or was in one before it. */
  reached: number;
}

/** The log page by page; a page may have no rows. */
export async function* logPages(log: LogConnections, range: LogRange): AsyncGenerator<LogPage> {
  const { filter, forward, batchSize } = range;
  const reader = new LogReader(log, range.low, range.high, range.final);
  const access = await chooseAccess(reader, filter, forward);
  let isClipped = filter.recordedFrom === undefined && filter.recordedTo === undefined;
  // Of a share only every n-th row is a hit.
  const least = Math.min(batchSize * (filter.share?.of ?? 1), Math.max(batchSize, MAX_LOOKED_AT));
  let rest: StoredRow[] = [];
  for (let size = least; !reader.isEmpty;) {
    const { text, values } = pageQuery(filter, access, forward, size);
    const looked =
      (await reader.ask((connection, low, high) => rowsOf<StoredRow>(connection, text, [low, high, ...values]))) ?? [];
    const hits = looked.filter((row) => row[1] !== null);
    let rows = rest.length > 0 ? [...rest, ...hits] : hits;
    const last = looked.length < size ? null : Number(looked.at(-1)?.[0]);
    // Also what was clipped off is read with the last page.
    const end = last ?? endOf(reader, range);
    const isCut = rows.length > batchSize;
    for (; rows.length > batchSize; rows = rows.slice(batchSize)) {
      yield { rows: rows.slice(0, batchSize), reached: Number(rows[batchSize - 1]?.[0]) };
    }
    // What is left of more than a page goes with the next one: handlers are better off with full pages.
    rest = isCut && last !== null ? rows : [];
    if (rest.length === 0) yield { rows, reached: end };
    if (last === null) return;
    if (forward) reader.clip(last + 1, Infinity);
    else reader.clip(-Infinity, last - 1);
    if (!isClipped && hits.length * 10 < looked.length) {
      isClipped = true;
      await clipToTime(reader, filter);
      if (reader.isEmpty && rest.length === 0) yield { rows: [], reached: endOf(reader, range) };
    }
    size = nextSize(size, hits, batchSize, least);
  }
  if (rest.length > 0) yield { rows: rest, reached: endOf(reader, range) };
}

function endOf({ top }: LogReader, { forward, low, high }: LogRange): number {
  return forward ? Math.min(high, top) : low;
}

/** As many as hold a page of hits, but not more than memory should hold. */
function nextSize(size: number, rows: readonly StoredRow[], batchSize: number, least: number): number {
  const wanted = rows.length * 2 < Math.min(size, batchSize) ? size * 2 : Math.max(least, Math.floor(size / 2));
  const bytes = rows.reduce((sum, row) => sum + sizeOf(row), 0) / size;
  const affordable = bytes > 0 ? Math.floor(PAGE_BYTES / bytes) : MAX_LOOKED_AT;
  return Math.max(1, Math.min(wanted, affordable, Math.max(batchSize, MAX_LOOKED_AT)));
}
