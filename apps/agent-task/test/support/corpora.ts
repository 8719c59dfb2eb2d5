import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { TextDocument } from '../../src/engines/text/text-document.js';
import { textDocument } from './text-documents.js';

/** A question with the sentences of which one has to be cited. */
export interface Answerable {
  readonly question: string;
  readonly passages: readonly string[];
}

/** Documents with questions that they answer and questions that they do not. */
export interface Corpus {
  readonly name: string;
  /** `tune`: looked at while the engines were adjusted; `held-out`: asked before anything of it was looked at, see the README. */
  readonly split: 'tune' | 'held-out';
  readonly documents: readonly TextDocument[];
  readonly answerable: readonly Answerable[];
  readonly unanswerable: readonly string[];
}

const FOLDER = new URL('../evaluation/corpora/', import.meta.url).pathname;

/** Every corpus of the evaluation, by name. */
export function loadCorpora(): Corpus[] {
  return readdirSync(FOLDER)
    .sort()
    .map((name) => loadCorpus(name));
}

function loadCorpus(name: string): Corpus {
  const folder = join(FOLDER, name);
  const questions = JSON.parse(readFileSync(join(folder, 'questions.json'), 'utf8')) as Omit<
    Corpus,
    'name' | 'documents'
  >;
  const documents = filesOf(folder)
    .filter((file) => !file.endsWith('.json'))
    .map((file) => textDocument(relative(folder, file), readFileSync(file, 'utf8')));
  return { name, ...questions, documents };
}

function filesOf(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesOf(path) : [path]));
}
