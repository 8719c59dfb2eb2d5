import type { TextLayout } from '../extracted-document.js';
import type { SentenceSpan } from '../extraction-result.js';
import { findTextBlocks } from './find-text-blocks.js';
import { LIST_MARKER } from './list-marker.js';
import { sentenceEndAt } from './sentence-end.js';
import { splitLongSpan } from './split-long-span.js';

/** Everything that may end a sentence; whether it does is for `sentenceEndAt` to say. */
const TERMINATORS = /[.!?…]+|[。！？｡]+|[।॥؟۔։።၊။]+/g;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/**
 * Splits a normalised text into sentences. A sentence never crosses a block (heading, list item, table row, paragraph);
 * list markers stand outside of the sentence, and spans without a letter or digit are left out.
 *
 * @param layout what the newlines mean: `lines` for text whose every line is a block, `wrapped` for hard-wrapped text
 * @returns spans in UTF-16 code units: trimmed, not empty, in order, not overlapping, none longer than
 *   `MAXIMUM_SENTENCE_LENGTH`
 */
export function splitSentences(text: string, layout: TextLayout): SentenceSpan[] {
  const sentences: SentenceSpan[] = [];
  for (const [blockStart, blockEnd] of findTextBlocks(text, layout)) {
    const block = text.slice(blockStart, blockEnd);
    let start = LIST_MARKER.exec(block)?.[0].length ?? 0;
    if (start >= block.length) start = 0;
    TERMINATORS.lastIndex = start;
    for (let match = TERMINATORS.exec(block); match; match = TERMINATORS.exec(block)) {
      const end = sentenceEndAt(block, match.index, match[0]);
      if (end === undefined) continue;
      addSentence(sentences, text, blockStart + start, blockStart + end);
      start = end;
      TERMINATORS.lastIndex = end;
    }
    addSentence(sentences, text, blockStart + start, blockEnd);
  }
  return sentences;
}

function addSentence(sentences: SentenceSpan[], text: string, start: number, end: number): void {
  for (const [from, to] of splitLongSpan(text, start, end)) {
    const raw = text.slice(from, to);
    const trimmedStart = from + raw.length - raw.trimStart().length;
    const trimmedEnd = from + raw.trimEnd().length;
    if (trimmedStart < trimmedEnd && LETTER_OR_DIGIT.test(raw)) sentences.push([trimmedStart, trimmedEnd]);
  }
}
