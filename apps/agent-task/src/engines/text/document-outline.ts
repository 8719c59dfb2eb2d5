import { isFiniteVerb } from '../language/verb-forms.js';
import type { TextDocument } from './text-document.js';

/** What a sentence is in the layout of its document. */
export interface SentencePlace {
  /** A title or section heading: never a claim. */
  readonly heading: boolean;
  /** Indices of the headings above the sentence, the nearest first; the last one is the document's title. */
  readonly headings: readonly number[];
  /** Number of the paragraph; a heading begins a new one. */
  readonly paragraph: number;
  /** Number of the section: changes with every heading. */
  readonly section: number;
}

const MAX_HEADING_WORDS = 14;
const MAX_RUN_IN_WORDS = 3;
const MAX_BOLD_WORDS = 8;

interface OpenHeading {
  readonly index: number;
  readonly level: number;
}

/** The place of every sentence of a document: headings, paragraphs and sections, read off line breaks and marks. */
export function outline(document: TextDocument): SentencePlace[] {
  const places: SentencePlace[] = [];
  let open: OpenHeading[] = [];
  let paragraph = 0;
  let section = 0;
  for (const [index, [start, end]] of document.sentences.entries()) {
    const before = index === 0 ? '\n\n' : document.text.slice(document.sentences[index - 1]?.[1] ?? 0, start);
    const after = document.text.slice(end, document.sentences[index + 1]?.[0] ?? document.text.length);
    const last = index === document.sentences.length - 1;
    const sentence = document.text.slice(start, end);
    const level =
      document.sentences.length === 1 ? 0 : headingLevel(sentence, before, last ? '\n\n' : after, index === 0);
    if (/\n\s*\n/.test(before) || (before.includes('\n') && /^(?:[-*•]|\d+[.)]|\|)\s/.test(sentence))) paragraph += 1;
    const runIn = level === 0 && before.includes('\n') && isRunIn(sentence, last ? '\n' : after);
    if (level > 0) {
      open = [...open.filter((heading) => heading.level < level), { index, level }];
      paragraph += 1;
      section += 1;
    } else if (runIn) {
      open = [...open.filter((heading) => heading.level < RUN_IN_LEVEL), { index, level: RUN_IN_LEVEL }];
      section += 1;
    } else if (/\n\s*\n/.test(before)) open = open.filter((heading) => heading.level < RUN_IN_LEVEL);
    const above = level > 0 || runIn ? open.slice(0, -1) : open;
    places.push({
      heading: level > 0 || runIn,
      headings: above.map((heading) => heading.index).reverse(),
      paragraph,
      section,
    });
  }
  return places;
}

const RUN_IN_LEVEL = 7;

/** 0 for a sentence of running text, else 1 (title) to 6. */
function headingLevel(sentence: string, before: string, after: string, first: boolean): number {
  const marked = /^(#{1,6})\s/.exec(sentence);
  if (marked?.[1] !== undefined) return marked[1].length;
  if (!before.includes('\n') || !after.includes('\n')) return 0;
  if (/\n/.test(sentence.trim()) || /^(?:[-*•|>`]|\d+[)]\s)/.test(sentence)) return 0;
  if (/[.!;:,`{}()[\]=]$/.test(sentence) && !/^\d+(?:\.\d+)*\.?\s+\p{Lu}[^.]*$/u.test(sentence)) return 0;
  const words = sentence.split(/\s+/);
  if (words.length > MAX_HEADING_WORDS || !/^(?:\d+(?:\.\d+)*\.?\s+)?["“]?[\p{Lu}\p{Lo}\p{N}]/u.test(sentence))
    return 0;
  if (/[。！？]$/u.test(sentence)) return 0;
  if (first) return 1;
  if (/^\d/.test(sentence)) return 3;
  const blank = /\n\s*\n/.test(before) || /\n\s*\n/.test(after);
  if (/[.?]$/.test(sentence) && !blank) return 0;
  return words.length <= 8 || blank ? 3 : 0;
}

/** What opens a paragraph and names what it is about: a few words without a verb ("Market hall.") or a question. */
function isRunIn(sentence: string, after: string): boolean {
  if (after.includes('\n')) return false;
  const words = sentence.split(/\s+/);
  if (/\?\**$/.test(sentence)) return true;
  if (
    words.length > (sentence.startsWith('**') ? MAX_BOLD_WORDS : MAX_RUN_IN_WORDS) ||
    !/[.?]\**$/.test(sentence) ||
    !/^\**\p{Lu}/u.test(sentence)
  )
    return false;
  return (
    sentence.startsWith('**') ||
    !words.slice(1).some((word) => isFiniteVerb(word.toLowerCase().replace(/\W+/g, '')) && /^\p{Ll}/u.test(word))
  );
}
