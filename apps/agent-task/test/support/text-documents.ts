import { createHash } from 'node:crypto';
import type { TextDocument } from '../../src/engines/text/text-document.js';

const ABBREVIATION = /(?:\b(?:Mr|Mrs|Ms|Dr|St|No|vs|e\.g|i\.e|etc|cf|p\.m|a\.m|approx|Fig|Prof|Sir)|\b\p{Lu})\.$/u;

/** Sentences as [start, end): lines are borders, and so is closing punctuation before a capital letter. */
export function splitSentences(text: string): [number, number][] {
  const sentences: [number, number][] = [];
  for (const block of text.matchAll(/(?:[^\n]+\n?)+/g)) {
    for (const [from, to] of joinedLines(text, block.index, block.index + block[0].length))
      sentences.push(...cut(text, from, to));
  }
  return sentences;
}

/** Lines of a block: a line that begins like a heading, an item or a row stands alone. */
function joinedLines(text: string, from: number, to: number): [number, number][] {
  const lines: [number, number][] = [];
  let at = from;
  for (const line of text.slice(from, to).split('\n')) {
    const special = /^\s*(?:#{1,6}\s|[-*•|]\s|\d+[.)]\s|```)/.test(line);
    const previous = lines.at(-1);
    const previousText = previous === undefined ? '' : text.slice(...previous);
    const wraps =
      previous !== undefined &&
      !special &&
      !/^\s*(?:#|\||```)/.test(previousText) &&
      previousText.length > 60 &&
      !/[.!?:]\s*$/.test(previousText);
    if (wraps) previous[1] = at + line.length;
    else if (line.trim() !== '') lines.push([at, at + line.length]);
    at += line.length + 1;
  }
  return lines;
}

function cut(text: string, from: number, to: number): [number, number][] {
  const found: [number, number][] = [];
  let start = from;
  const push = (end: number): void => {
    const raw = text.slice(start, end);
    const lead = raw.length - raw.trimStart().length;
    if (raw.trim() !== '') found.push([start + lead, start + raw.trimEnd().length]);
    start = end;
  };
  for (const match of text.slice(from, to).matchAll(/[.!?]["”’)*]*(?=\s+["“(*`]*[\p{Lu}\p{N}`])/gu)) {
    const end = from + match.index + match[0].length;
    const sentence = text.slice(start, end).trim();
    if (!ABBREVIATION.test(sentence) && !/^\d+\.$/.test(sentence)) push(end);
  }
  push(to);
  return found;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A document as the content service would hand it out. */
export function textDocument(source: string, text: string, language = 'en'): TextDocument {
  const title = /^#?\s*(.+)$/m.exec(text)?.[1] ?? source;
  return {
    contentId: `content-${source}`,
    source,
    sha256: sha256(`bytes of ${text}`),
    textSha256: sha256(text),
    title,
    language,
    text,
    sentences: splitSentences(text),
  };
}
