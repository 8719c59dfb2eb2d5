import { hasBullet, listNumber } from '../sentences/list-marker.js';
import { joinWrappedLines } from './join-wrapped-lines.js';
import type { PdfLine } from './pdf-line.js';
import { measureTypography, type PdfTypography } from './pdf-typography.js';

/** A paragraph, heading, list item or footnote: its lines joined into one. */
export interface PdfParagraph {
  readonly text: string;
  readonly size: number;
}

const ENDS_SENTENCE = /[.!?…:;。！？]["'”’»)\]]*(?:\[\d+\]|\d{1,2})?$/;
const COMPOUND = /[\p{L}\p{M}]+-[\p{L}\p{M}]+/gu;
/** Smaller than the body by this much, at the foot of a page: a footnote or a caption. */
const NOTE_SIZE = 0.92;

/**
 * Joins the lines of all pages into paragraphs. A paragraph goes on over the end of a column or page when its last line did not end a
 * sentence; footnotes that stand between come after it.
 */
export function findPdfParagraphs(pages: readonly (readonly PdfLine[])[]): PdfParagraph[] {
  const typography = measureTypography(pages);
  const compounds = new Set(
    pages.flatMap((lines) => lines.flatMap(({ text }) => text.match(COMPOUND) ?? [])).map((word) => word.toLowerCase()),
  );
  const paragraphs: PdfParagraph[] = [];
  let current: PdfLine[] = [];
  let notes: PdfLine[][] = [];
  const flush = () => {
    for (const lines of [current, ...notes]) {
      const text = joinWrappedLines(
        lines.map((line) => line.text),
        compounds,
      );
      if (text !== '') paragraphs.push({ text, size: lines[0]?.size ?? typography.bodySize });
    }
    current = [];
    notes = [];
  };

  for (const page of pages) {
    const bodyEnd = endOfBody(page, typography);
    const rightEdge = edgesOf(page);
    page.slice(0, bodyEnd).forEach((line, index) => {
      const previous = current.at(-1);
      const continues =
        previous &&
        (index === 0
          ? continuesAfterBreak(previous, line)
          : continuesParagraph(previous, line, current, rightEdge(previous), typography));
      if (!continues) flush();
      current.push(line);
    });
    for (const [offset, line] of page.slice(bodyEnd).entries()) {
      const note = notes.at(-1);
      const previous = offset === 0 ? undefined : note?.at(-1);
      if (note && previous && continuesParagraph(previous, line, note, rightEdge(previous), typography))
        note.push(line);
      else notes.push([line]);
    }
  }
  flush();
  return paragraphs;
}

/** Index of the first of the lines at the foot of the page that are smaller than the body; all of them, when none is. */
function endOfBody(page: readonly PdfLine[], { bodySize }: PdfTypography): number {
  const lastBodyLine = page.findLastIndex(({ size }) => size >= bodySize * NOTE_SIZE);
  return lastBodyLine < 0 ? page.length : lastBodyLine + 1;
}

function continuesParagraph(
  previous: PdfLine,
  line: PdfLine,
  block: readonly PdfLine[],
  rightEdge: number,
  typography: PdfTypography,
): boolean {
  const size = Math.max(previous.size, line.size);
  if (Math.abs(previous.size - line.size) > 0.08 * size) return false;
  const distance = previous.y - line.y;
  if (distance < -0.5 * size) return continuesAfterBreak(previous, line);
  if (distance > 1.35 * typography.leading(line.size)) return false;
  if (opensItem(line, block) || previous.hasLeaders || line.hasLeaders) return false;

  const ended = ENDS_SENTENCE.test(previous.text);
  if (ended && line.font !== previous.font) return false;
  // An indented first line. Lines of a list item hang: deeper than its marker, but its text had not ended.
  if (ended && line.x - previous.x > 0.8 * size) return false;
  if (ended && block.length > 1 && previous.x - line.x > 0.8 * size) return false;
  return !wasBrokenOnPurpose(previous, line, block[0]?.x ?? line.x, rightEdge);
}

/** At the top of the next column or page. */
function continuesAfterBreak(previous: PdfLine, line: PdfLine): boolean {
  const sameSize = Math.abs(previous.size - line.size) <= 0.08 * previous.size;
  return (
    sameSize &&
    !ENDS_SENTENCE.test(previous.text) &&
    !hasBullet(line.text) &&
    listNumber(line.text) === undefined &&
    (/^\p{Ll}/u.test(line.text) || previous.font === line.font)
  );
}

function opensItem(line: PdfLine, block: readonly PdfLine[]): boolean {
  if (hasBullet(line.text)) return true;
  const number = listNumber(line.text);
  if (number === undefined) return false;
  return (
    number === 1 || listNumber(block[0]?.text ?? '') === number - 1 || ENDS_SENTENCE.test(block.at(-1)?.text ?? '')
  );
}

/** The first word of this line would have fitted on the previous one with room to spare. */
function wasBrokenOnPurpose(previous: PdfLine, line: PdfLine, left: number, rightEdge: number): boolean {
  if (/^\p{Ll}/u.test(line.text) || /[,(\u2010-]$/.test(previous.text)) return false;
  const characterWidth = (line.right - line.x) / Math.max(1, line.text.length);
  const firstWord = (/^\S+/.exec(line.text)?.[0].length ?? 0) + 1;
  const free = rightEdge - previous.right - firstWord * characterWidth;
  return free > 0.1 * (rightEdge - left);
}

/** The right edge of the column that a line stands in: of all lines of the page that begin near it. */
function edgesOf(page: readonly PdfLine[]): (line: PdfLine) => number {
  const edges = new Map<number, number>();
  const columnOf = ({ x }: PdfLine) => Math.round(x / 40);
  for (const line of page) edges.set(columnOf(line), Math.max(edges.get(columnOf(line)) ?? 0, line.right));
  return (line) => Math.max(...[-1, 0, 1].map((step) => edges.get(columnOf(line) + step) ?? 0));
}
