/** How many lines from the top and from the bottom of a page may be a header or a footer. */
const EDGE_LINES = 2;
/** A header or footer stands on at least this many pages, and on a third of them. */
const FEWEST_PAGES = 3;
/** `7`, `- 7 -`, `Page 7 of 12`, `[Page 7]`, `iv`. */
const PAGE_NUMBER =
  /^[[(–—-]?\s*(?:page|seite|p\.)?\s*(?:\d{1,4}|[ivx]{1,5})(?:\s*(?:of|von|\/)\s*\d{1,4})?\s*[\])–—-]?$/i;

/**
 * Drops page headers, footers and page numbers: lines at the edge of a page that come back on other pages with nothing
 * but their digits changed. They would stand in the middle of sentences that run over a page break.
 *
 * @param textOf the words of a line; lines without any are kept and not counted
 */
export function dropRunningLines<L>(pages: readonly (readonly L[])[], textOf: (line: L) => string): L[][] {
  const counts = new Map<string, number>();
  for (const page of pages) {
    for (const pattern of new Set(edgeIndexes(page, textOf).map((index) => patternOf(page, index, textOf)))) {
      counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
    }
  }
  const needed = Math.max(FEWEST_PAGES, pages.length / 3);
  return pages.map((page) => {
    const edges = new Set(edgeIndexes(page, textOf));
    return page.filter((_, index) => {
      if (!edges.has(index)) return true;
      const count = counts.get(patternOf(page, index, textOf)) ?? 0;
      return count < needed && !isPageNumber(textOf(page[index] as L), pages.length);
    });
  });
}

function edgeIndexes<L>(page: readonly L[], textOf: (line: L) => string): number[] {
  const filled = [...page.keys()].filter((index) => textOf(page[index] as L).trim() !== '');
  return [...new Set([...filled.slice(0, EDGE_LINES), ...filled.slice(-EDGE_LINES)])];
}

function patternOf<L>(page: readonly L[], index: number, textOf: (line: L) => string): string {
  return textOf(page[index] as L)
    .replace(/\d+/g, '#')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Only in a document of several pages; elsewhere a lone number is content. */
function isPageNumber(line: string, pageCount: number): boolean {
  return pageCount > 1 && PAGE_NUMBER.test(line.trim());
}
