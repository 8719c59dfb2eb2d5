import type { SentenceSpan } from '../extraction-result.js';
import { frequentShortWords } from './frequent-short-words.js';
import { splitWords } from './split-words.js';
import { stopWords } from './stop-words.js';

const MAXIMUM_KEYWORDS = 12;
const LONGEST_PHRASE = 3;
/** Enough to know what a document is about; the sentences are taken evenly from all of it. */
const MAXIMUM_SENTENCES = 2000;
/** Lines of code and addresses have words, but not the document's subject. */
const CODE = /[{}]|[=;]\s*$|\(\)|=>|[\w)] ?[=!]=|\w\(['"]|^\s*(?:\/\/|import\s|const\s|return\b)/m;
const ADDRESS = /\b(?:https?|ftp|file|mailto):\S+|\bwww\.\S+|\S+@\S+\.\w+/gi;
/** Below this many words a phrase need not occur twice. */
const SHORT_TEXT = 60;

/**
 * The words and phrases a text is about, most telling first, in lower case. After RAKE: candidates are runs of words between
 * stop words and punctuation; a word weighs more the more often it occurs and the longer the runs it occurs in. Deterministic:
 * ties are broken by code unit order.
 */
export function extractKeywords(text: string, sentences: readonly SentenceSpan[], language: string): string[] {
  const step = Math.max(1, Math.ceil(sentences.length / MAXIMUM_SENTENCES));
  const pieces = sentences
    .filter((_, index) => index % step === 0)
    .map(([start, end]) => text.slice(start, end))
    .filter((sentence) => !CODE.test(sentence))
    .map((sentence) => splitWords(sentence.replace(ADDRESS, ', ')));
  const stops = stopWords(language) ?? frequentShortWords(pieces.map((words) => words.flat()));
  const runs = pieces.flat().flatMap((words) => splitAtStops(words, stops));
  const weights = weighWords(runs);
  const phrases = countPhrases(runs);
  const needed = runs.reduce((sum, run) => sum + run.length, 0) < SHORT_TEXT ? 1 : 2;

  const ranked = [...phrases]
    .filter(([phrase, count]) => count >= (phrase.includes(' ') ? needed : 1))
    .map(([phrase, count]) => ({ phrase, score: scoreOf(phrase, count, weights) }))
    .sort((a, b) => b.score - a.score || (a.phrase < b.phrase ? -1 : 1));
  const chosen: string[] = [];
  for (const { phrase } of ranked) {
    if (chosen.length === MAXIMUM_KEYWORDS) break;
    if (!chosen.some((other) => overlaps(other, phrase))) chosen.push(phrase);
  }
  return chosen;
}

function splitAtStops(words: readonly string[], stops: ReadonlySet<string>): string[][] {
  const runs: string[][] = [[]];
  for (const word of words) {
    if (isTelling(word, stops)) runs.at(-1)?.push(word);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

function isTelling(word: string, stops: ReadonlySet<string>): boolean {
  // Hiragana alone is grammar: particles, endings, auxiliaries.
  if (stops.has(word) || !/\p{L}/u.test(word) || /^\p{Script=Hiragana}+$/u.test(word)) return false;
  return word.length >= 3 || (word.length === 2 && /\p{Lo}/u.test(word));
}

function weighWords(runs: readonly (readonly string[])[]): Map<string, number> {
  const frequency = new Map<string, number>();
  const degree = new Map<string, number>();
  for (const run of runs) {
    for (const word of run) {
      frequency.set(word, (frequency.get(word) ?? 0) + 1);
      degree.set(word, (degree.get(word) ?? 0) + Math.min(run.length, LONGEST_PHRASE));
    }
  }
  return new Map(
    [...frequency].map(([word, count]) => [word, Math.sqrt(count) * Math.log2(1 + (degree.get(word) ?? 1))]),
  );
}

function countPhrases(runs: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const run of runs) {
    for (let start = 0; start < run.length; start++) {
      for (let end = start + 1; end <= Math.min(run.length, start + LONGEST_PHRASE); end++) {
        const phrase = run.slice(start, end).join(' ');
        counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
      }
    }
  }
  return counts;
}

function scoreOf(phrase: string, count: number, weights: ReadonlyMap<string, number>): number {
  const words = phrase.split(' ');
  const mean = words.reduce((sum, word) => sum + (weights.get(word) ?? 0), 0) / words.length;
  return mean * Math.log2(1 + count) * Math.sqrt(words.length);
}

/** One is a part of the other: `event store` and `store`. */
function overlaps(chosen: string, phrase: string): boolean {
  return ` ${chosen} `.includes(` ${phrase} `) || ` ${phrase} `.includes(` ${chosen} `);
}
