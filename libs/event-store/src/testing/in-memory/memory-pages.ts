import type { ReadPlan } from '../../read/read-options.js';
import type { StoredRow } from '../../read/row.js';

/**
 * Rows page by page, each as it is when its turn comes.
 *
 * @param rows in the order of their places, the row at place 1 first
 * @param passes which of them are asked for
 */
export async function* memoryPages(
  { forward, low, high, limit, batchSize }: ReadPlan,
  rows: readonly StoredRow[],
  passes: (row: StoredRow) => boolean = () => true,
): AsyncGenerator<StoredRow[]> {
  const step = forward ? 1 : -1;
  let place = forward ? low : Math.min(high, rows.length);
  for (let left = limit; left > 0;) {
    const page: StoredRow[] = [];
    for (; page.length < Math.min(batchSize, left); place += step) {
      const row = place >= low && place <= high ? rows[place - 1] : undefined;
      if (!row) break;
      if (passes(row)) page.push(row);
    }
    if (page.length === 0) return;
    left -= page.length;
    yield page;
  }
}
