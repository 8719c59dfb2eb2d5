import type { EntityFact } from '@edda/event-schemas';
import type { TextDocument } from '../sources/text-document.js';
import { namePattern } from './name-pattern.js';

/** A sentence about an entity and where it stands: `text.slice(start, end) === quote`. */
export type Fact = Omit<EntityFact, 'terms'>;

/** Longer sentences, such as tables, are cut around the name; in UTF-16 units. */
const MAX_QUOTE = 600;

/** The sentences of a text in which the name stands, in their order. */
export function factsIn(document: TextDocument, name: string): Fact[] {
  const pattern = namePattern(name);
  const { contentId, source, sha256, language, text } = document;
  return document.sentences.flatMap(([from, to]) => {
    const sentence = text.slice(from, to);
    const place = pattern.exec(sentence);
    if (!place) return [];
    const [start, end] = cut(sentence, place.index, place[0].length);
    const quote = sentence.slice(start, end);
    return [{ contentId, source, sha256, start: from + start, end: from + end, quote, language }];
  });
}

/** A stretch of a sentence that holds the name and cuts no word in two. */
function cut(sentence: string, at: number, length: number): [number, number] {
  if (sentence.length <= MAX_QUOTE) return [0, sentence.length];
  const room = Math.max(0, Math.floor((MAX_QUOTE - length) / 2));
  let start = Math.max(0, at - room);
  let end = Math.min(sentence.length, at + length + room);
  while (start > 0 && start < at && !/\s/.test(sentence[start - 1]!)) start++;
  while (end < sentence.length && end > at + length && !/\s/.test(sentence[end]!)) end--;
  while (start < at && /\s/.test(sentence[start]!)) start++;
  while (end > at + length && /\s/.test(sentence[end - 1]!)) end--;
  return [start, end];
}
