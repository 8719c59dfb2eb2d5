import type { PdfLine } from './pdf-line.js';

/** The part of a pdf.js text item that is used: a run of characters in one font. */
export interface PdfTextItem {
  readonly str: string;
  /** Text matrix: a, b, c, d, x, y. */
  readonly transform: readonly number[];
  readonly width: number;
  readonly fontName: string;
}

/** The dots of a table of contents: `Naming . . . . . . 3`. */
const LEADERS = /(?:\s?[.·…]){5,}\s*/g;

interface Run {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly font: string;
}

/** In sizes of the font: up to here two runs share a line (superscripts do), and from here on a gap is a blank. */
const SAME_BASELINE = 0.5;
const BLANK_WIDTH = 0.18;

/**
 * Puts the runs of a page together into lines, in the order in which the page draws them, which in nearly every PDF is the reading
 * order, columns included. A new line begins where the baseline changes or the pen goes back.
 */
export function groupPdfItems(items: readonly PdfTextItem[]): PdfLine[] {
  const lines: PdfLine[] = [];
  let runs: Run[] = [];
  let blankBefore = false;
  const flush = () => {
    if (runs.length > 0) lines.push(toLine(runs));
    runs = [];
    blankBefore = false;
  };
  for (const item of items) {
    if (item.str.trim() === '') {
      blankBefore ||= item.str !== '';
      continue;
    }
    const run = toRun(item);
    const last = runs.at(-1);
    if (last && !isSameLine(last, runs[0] as Run, run)) flush();
    const glued = runs.length === 0 || (!blankBefore && gapBetween(runs.at(-1) as Run, run) < BLANK_WIDTH * run.size);
    runs.push(glued ? run : { ...run, text: ` ${run.text}` });
    blankBefore = false;
  }
  flush();
  return lines;
}

function toRun({ str, transform, width, fontName }: PdfTextItem): Run {
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = transform;
  const size = Math.hypot(c, d) || 1;
  // Text turned by a right angle: turn the page instead.
  const turned = Math.abs(b) > Math.abs(a);
  return {
    text: str,
    x: turned ? y * Math.sign(b) : x,
    y: turned ? -x * Math.sign(b) : y,
    width,
    size,
    font: fontName,
  };
}

function isSameLine(last: Run, first: Run, run: Run): boolean {
  const size = Math.max(last.size, run.size);
  const sameBaseline =
    Math.abs(run.y - last.y) < SAME_BASELINE * size || Math.abs(run.y - first.y) < SAME_BASELINE * first.size;
  return sameBaseline && gapBetween(last, run) > -0.6 * size;
}

function gapBetween(left: Run, right: Run): number {
  return right.x - (left.x + left.width);
}

function toLine(runs: readonly Run[]): PdfLine {
  const first = runs[0] as Run;
  const right = Math.max(...runs.map(({ x, width }) => x + width));
  const longest = (key: 'size' | 'font') => {
    const lengths = new Map<number | string, number>();
    for (const run of runs) lengths.set(run[key], (lengths.get(run[key]) ?? 0) + run.text.length);
    return [...lengths].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
  };
  const text = runs
    .map((run) => run.text)
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  const size = longest('size') as number;
  const y = runs.find((run) => run.size === size)?.y ?? first.y;
  const withoutLeaders = text.replace(LEADERS, ' ').trim();
  return {
    // A change of font before a full stop leaves a gap that is no blank.
    text: withoutLeaders.replace(/ (?=[.,)](?:\s|$))/g, ''),
    x: first.x,
    right,
    y,
    size,
    font: longest('font') as string,
    hasLeaders: withoutLeaders !== text,
  };
}
