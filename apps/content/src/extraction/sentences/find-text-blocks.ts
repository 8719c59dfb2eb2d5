import type { TextLayout } from '../extracted-document.js';
import { isBlockStart } from './is-block-start.js';

/** `[start, end)` of a block in UTF-16 code units; a block holds whole lines. */
export type TextBlock = [start: number, end: number];

/**
 * Finds the blocks of a normalised text that no sentence may cross. With the layout `lines` every line is one. With
 * `wrapped`, blank lines separate blocks, and inside such a paragraph list items, headings, rows of columns and lines
 * that were broken on purpose start a new one.
 */
export function findTextBlocks(text: string, layout: TextLayout): TextBlock[] {
  const blocks: TextBlock[] = [];
  let paragraph: TextBlock[] = [];
  const flush = () => {
    for (const block of layout === 'lines' ? paragraph : joinWrappedLines(text, paragraph)) blocks.push(block);
    paragraph = [];
  };
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    if (end > start) paragraph.push([start, end]);
    else flush();
    start = end + 1;
  }
  flush();
  return blocks;
}

function joinWrappedLines(text: string, lineSpans: readonly TextBlock[]): TextBlock[] {
  const lines = lineSpans.map(([start, end]) => text.slice(start, end));
  const width = lines.reduce((widest, { length }) => Math.max(widest, length), 0);
  const blocks: TextBlock[] = [];
  for (const [index, [start, end]] of lineSpans.entries()) {
    const last = blocks.at(-1);
    if (last && !isBlockStart(lines, index, width)) last[1] = end;
    else blocks.push([start, end]);
  }
  return blocks;
}
