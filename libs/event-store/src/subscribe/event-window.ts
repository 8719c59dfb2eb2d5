import type { LogPage } from '../read/log-pages.js';
import { sizeOf, type StoredRow } from '../read/row.js';

const MAX_EVENTS = 2000;
const MAX_BYTES = 8 * 1024 * 1024;

/** The newest messages of the log, complete from behind `start` to `end`. Bounded: the oldest go first. */
export class EventWindow {
  private rows: StoredRow[] = [];
  private bytes = 0;

  /** @param start where the log is final and nothing is kept from before */
  constructor(
    private start: number,
    private last = start,
  ) {}

  get end(): number {
    return this.last;
  }

  get size(): { events: number; bytes: number } {
    return { events: this.rows.length, bytes: this.bytes };
  }

  /** @param end what lies between the last row and here is known to be nothing */
  push(rows: readonly StoredRow[], end: number): void {
    for (const row of rows) {
      this.rows.push(row);
      this.bytes += sizeOf(row);
    }
    this.last = end;
    let surplus = 0;
    while (this.rows.length - surplus > MAX_EVENTS || this.bytes > MAX_BYTES) {
      const oldest = this.rows[surplus++];
      if (!oldest) break;
      this.bytes -= sizeOf(oldest);
      this.start = Number(oldest[0]);
    }
    if (surplus > 0) this.rows.splice(0, surplus);
  }

  /** Starts anew at a position: what lies before it is too much to be kept. */
  skipTo(position: number): void {
    this.rows = [];
    this.bytes = 0;
    this.start = position;
    this.last = position;
  }

  /** At most `limit` of the messages behind `after`, or null when the window begins too late for that. */
  pageAfter(after: number, filter: (row: StoredRow) => boolean, limit: number): LogPage | null {
    if (after < this.start) return null;
    const page: StoredRow[] = [];
    for (let index = this.indexAfter(after); index < this.rows.length; index++) {
      const row = this.rows[index] as StoredRow;
      if (!filter(row)) continue;
      page.push(row);
      if (page.length === limit) return { rows: page, reached: Number(row[0]) };
    }
    return { rows: page, reached: this.last };
  }

  private indexAfter(position: number): number {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (Number(this.rows[middle]?.[0]) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
