import { conceptOf, type Concept } from '../language/concept.js';
import { vocabulary } from '../text/vocabulary.js';
import type { Question } from '../question/question.js';

/** A word looked for, with how much a match is worth. */
export interface QueryTerm {
  readonly concept: Concept;
  readonly weight: number;
}

const LIGHT = 0.3;
const PHRASE_PART = 0.4;

/** The words to look for, each once, the phrases of the question and what narrows them. */
export function queryTerms(question: Question): QueryTerm[] {
  const weights = new Map<string, QueryTerm>();
  const add = (concept: Concept, weight: number): void => {
    const known = weights.get(concept.word);
    if (known === undefined || known.weight < weight) weights.set(concept.word, { concept, weight });
  };
  for (const unit of question.units) {
    add(unit.head, unit.light ? LIGHT : 1);
    for (const modifier of unit.modifiers) add(modifier.concept, modifier.weight);
  }
  if (question.expected.kind === 'measure')
    for (const concept of question.expected.attribute.slice(0, 3)) add(concept, LIGHT);
  if (weights.size === 0) for (const word of question.words) add(conceptOf(word), 1);
  return [...weights.values()];
}

/** Strength of each term for every word of the vocabulary that matches one, by word number. */
export function matchVocabulary(terms: readonly QueryTerm[]): (Float32Array | undefined)[] {
  const table: (Float32Array | undefined)[] = new Array<Float32Array | undefined>(vocabulary.size);
  const parts = terms.map((term) => phraseParts(term.concept));
  for (let number = 0; number < vocabulary.size; number += 1) {
    const keys = vocabulary.keysAt(number);
    let row: Float32Array | undefined;
    for (const [index, term] of terms.entries()) {
      const strength = Math.max(
        term.concept.strength(keys),
        keys.some((key) => parts[index]?.has(key) === true) ? PHRASE_PART : 0,
      );
      if (strength <= 0) continue;
      row ??= new Float32Array(terms.length);
      row[index] = strength;
    }
    table[number] = row;
  }
  return table;
}

/** Single words of the phrases that may stand for a concept ("put out" -> "put"): weak signs of it. */
function phraseParts(concept: Concept): ReadonlySet<string> {
  return new Set(concept.phrases.map((phrase) => phrase.split('_')[0] ?? phrase));
}
