import type { LogConnections } from '../read/log-connections.js';
import { rowFilter, type LogFilter } from '../read/log-filter.js';
import { logPages, type LogPage } from '../read/log-pages.js';
import { readAhead } from '../read/read-ahead.js';
import type { StoredRow } from '../read/row.js';
import type { Tailer } from './tailer.js';

/** How far a subscription, or a shard of it, has come. */
export interface Cursor {
  /** Everything up to here is handled, or was not for it. */
  position: number;
  /** What of that outlives a crash of the server: the last message it was given, or its checkpoint. */
  anchored: number;
  /** Which connection of the tailer knows that `position` is final. */
  session: number;
}

export function cursorAt(position: number): Cursor {
  return { position, anchored: position, session: 0 };
}

/** What a subscription is to be given: from the log while it is behind, from the tailer's window while it is live. */
export class LogFeed {
  private readonly fits: (row: StoredRow) => boolean;

  constructor(
    private readonly log: LogConnections,
    private readonly tailer: Tailer,
    private readonly filter: LogFilter,
    private readonly batchSize: number,
  ) {
    this.fits = rowFilter(filter);
  }

  /** Pages behind the cursor, which the reader moves on page by page. Ends when the signal says so. */
  async *pages(cursor: Cursor, signal: AbortSignal): AsyncGenerator<LogPage> {
    while (!signal.aborted) {
      const { progress } = this.tailer;
      const { count } = progress;
      const { final } = this.tailer;
      if (final && final.session !== cursor.session) {
        cursor.position = cursor.anchored;
        cursor.session = final.session;
      }
      if (!final || final.position <= cursor.position) {
        await progress.after(count);
        continue;
      }
      const page = this.tailer.newest.pageAfter(cursor.position, this.fits, this.batchSize);
      if (page) {
        yield page;
        continue;
      }
      const { filter, batchSize } = this;
      const range = { filter, forward: true, low: cursor.position + 1, high: final.position, final, batchSize };
      for await (const stored of readAhead(logPages(this.log, range))) {
        if (signal.aborted || this.tailer.final?.session !== cursor.session) break;
        yield stored;
      }
    }
  }
}
