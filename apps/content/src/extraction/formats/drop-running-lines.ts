/** How many lines from the top and from the bottom of a page may be a header or a footer. */
const EDGE_LINES = 2;
/** What makes a line a header or a footer must hold on at least this many pages, and on this share of them. */
const FEWEST_PAGES = 3;
const SHARE_OF_PAGES = 1 / 3;
/** `7`, `- 7 -`, `Page 7 of 12`, `[Page 7]`, `iv`. */
const PAGE_NUMBER =
  /^[[(–—-]?\s*(?:page|seite|p\.)?\s*(?:\d{1,4}|[ivx]{1,5})(?:\s*(?:of|von|\/)\s*\d{1,4})?\s*[\])–—-]?$/i;

/**
 * Drops page headers, footers and page numbers: lines at the edge of a page that come back on other pages with nothing but their
 * digits changed, or that begin or end with a number that counts up with the pages (`Chapter 2: Naming 14`). They would stand in
 * the middle of sentences that run over a page break.
 *
 * @param textOf the words of a line; lines without any are kept and not counted
 */
export function dropRunningLines<L>(pages: readonly (readonly L[])[], textOf: (line: L) => string): L[][] {
  if (pages.length < 2) return pages.map((page) => [...page]);
  const edges = pages.map((page) => edgeLines(page, textOf));
  const patterns = countOverPages(edges.map((lines) => lines.map(({ text }) => patternOf(text))));
  const offsets = countOverPages(edges.map((lines, page) => lines.flatMap(({ text }) => pageOffsets(text, page))));
  const needed = Math.max(FEWEST_PAGES, pages.length * SHARE_OF_PAGES);
  const isRunning = (text: string, page: number) =>
    PAGE_NUMBER.test(text) ||
    (patterns.get(patternOf(text)) ?? 0) >= needed ||
    pageOffsets(text, page).some((offset) => (offsets.get(offset) ?? 0) >= needed);

  return pages.map((lines, page) => {
    const running = new Set((edges[page] ?? []).filter(({ text }) => isRunning(text, page)).map(({ line }) => line));
    return lines.filter((line) => !running.has(line));
  });
}

function edgeLines<L>(page: readonly L[], textOf: (line: L) => string): { line: L; text: string }[] {
  const filled = page.map((line) => ({ line, text: textOf(line).trim() })).filter(({ text }) => text !== '');
  return [...new Set([...filled.slice(0, EDGE_LINES), ...filled.slice(-EDGE_LINES)])];
}

/** On how many pages each value stands. */
function countOverPages<T>(pages: readonly (readonly T[])[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const values of pages) {
    for (const value of new Set(values)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

function patternOf(text: string): string {
  return text.replace(/\d+/g, '#').replace(/\s+/g, ' ');
}

/** The numbers at both ends of a short line, less the index of the page: the same on every page when they are page numbers. */
function pageOffsets(text: string, page: number): number[] {
  if (text.length > 120) return [];
  const ends = [/^[[(–—-]?\s*(\d{1,4})\b/.exec(text)?.[1], /\b(\d{1,4})\s*[\])–—-]?$/.exec(text)?.[1]];
  return ends.filter((number) => number !== undefined).map((number) => Number(number) - page);
}
