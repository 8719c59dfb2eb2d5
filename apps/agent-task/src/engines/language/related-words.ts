import { ONE_WAY_LINES } from './one-way-words.js';
import { NOUN_GROUPS } from './synonym-nouns.js';
import { VERB_GROUPS } from './synonym-verbs.js';
import { KIND_LINES } from './word-kinds.js';
import { stemKey, wordKeys } from './word-keys.js';
import { wordLines } from './word-lines.js';

/** How well a related word stands for the asked one: 1 would be the word itself. */
const SYNONYM = 0.8;
const MEMBER = 0.7;
const ONE_WAY = 0.65;

type Strengths = Map<string, number>;

const related = new Map<string, Strengths>();
const relatedThings = new Map<string, Strengths>();
const relatedActions = new Map<string, Strengths>();
const members = new Map<string, Strengths>();
const phrases = new Map<string, (readonly string[])[]>();

/** The keys of a base form of the word lists; a phrase has one key, its words' keys joined by `_`. */
function listKeys(entry: string): readonly string[] {
  if (!entry.includes('_')) return [stemKey(entry)];
  return [phraseKey(entry)];
}

/** The key of a phrase written with `_`; from then on the phrase is recognised in texts. */
export function phraseKey(entry: string): string {
  const words = entry.split('_').map((word) => wordKeys(word).at(-1) ?? word);
  const first = words[0] ?? entry;
  const known = phrases.get(first) ?? [];
  if (!known.some((phrase) => phrase.join('_') === words.join('_'))) known.push(words);
  phrases.set(first, known);
  return words.join('_');
}

function relate(table: Map<string, Strengths>, from: string, to: string, strength: number): void {
  if (from === to) return;
  const strengths = table.get(from) ?? new Map<string, number>();
  strengths.set(to, Math.max(strength, strengths.get(to) ?? 0));
  table.set(from, strengths);
}

relateGroups(VERB_GROUPS, [related, relatedActions]);
relateGroups(NOUN_GROUPS, [related, relatedThings]);
function relateGroups(lines: string, tables: readonly Map<string, Strengths>[]): void {
  for (const group of wordLines(lines)) {
    const keys = [...new Set(group.flatMap((entry) => listKeys(entry)))];
    for (const table of tables) for (const from of keys) for (const to of keys) relate(table, from, to, SYNONYM);
  }
}

for (const [head = '', ...rest] of wordLines(ONE_WAY_LINES)) {
  const [from = ''] = listKeys(head.replace(/:$/, ''));
  for (const table of [related, relatedActions])
    for (const entry of rest) relate(table, from, listKeys(entry)[0] ?? entry, ONE_WAY);
}
for (const [head = '', ...rest] of wordLines(KIND_LINES)) {
  const [from = ''] = listKeys(head.replace(/:$/, ''));
  for (const entry of rest) {
    const [to = ''] = listKeys(entry);
    relate(related, from, to, MEMBER);
    relate(relatedThings, from, to, MEMBER);
    relate(members, from, to, 1);
  }
}

/** Keys that can stand for `key`, those of things, of actions or all, with a strength below 1: synonyms, word family, members of the class it names. */
export function relatedKeys(key: string, kind: 'thing' | 'action' | 'any' = 'any'): ReadonlyMap<string, number> {
  const table = kind === 'thing' ? relatedThings : kind === 'action' ? relatedActions : related;
  return table.get(key) ?? new Map<string, number>();
}

/** Keys of the members of the class that `key` names: `colour` -> `red`, `blue`, ... Empty when it names none. */
export function memberKeys(key: string): ReadonlySet<string> {
  return new Set(members.get(key)?.keys() ?? []);
}

/**
 * Keys of the phrases that begin at a position: at each place the keys of a word, in order. Up to two words may stand
 * between a verb and its particle ("put the fire out").
 */
export function phraseKeysAt(keys: readonly (readonly string[])[], position: number): string[] {
  const found: string[] = [];
  for (const first of keys[position] ?? []) {
    for (const phrase of phrases.get(first) ?? []) {
      if (follows(keys, position, phrase)) found.push(phrase.join('_'));
    }
  }
  return found;
}

function follows(keys: readonly (readonly string[])[], position: number, phrase: readonly string[]): boolean {
  let at = position;
  for (const [index, word] of phrase.entries()) {
    if (index === 0) continue;
    const gap = phrase.length === 2 ? 3 : 1;
    const next = keys.slice(at + 1, at + 1 + gap).findIndex((candidates) => candidates.includes(word));
    if (next < 0) return false;
    at += next + 1;
  }
  return true;
}
