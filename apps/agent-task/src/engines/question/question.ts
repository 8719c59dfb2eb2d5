import type { Concept } from '../language/concept.js';
import type { Dimension } from '../language/dimensions.js';

/** What an answer has to hold, read off the question word. */
export type ExpectedAnswer =
  | { readonly kind: 'person' }
  | { readonly kind: 'time'; readonly past: boolean }
  | { readonly kind: 'place' }
  | { readonly kind: 'reason' }
  | { readonly kind: 'method' }
  | { readonly kind: 'definition' }
  | { readonly kind: 'count'; readonly counted: Concept | null }
  | {
      readonly kind: 'measure';
      readonly dimensions: readonly Dimension[];
      readonly attribute: readonly Concept[];
      readonly implied: boolean;
    }
  | { readonly kind: 'name' }
  | { readonly kind: 'instance'; readonly of: Concept }
  | { readonly kind: 'yes-no' }
  | { readonly kind: 'statement' };

/** A word that narrows the head of a unit. */
export interface Modifier {
  readonly concept: Concept;
  readonly weight: number;
  /** Part of a proper name. */
  readonly proper: boolean;
}

/** A phrase of the question that an answer has to be about. */
export interface Unit {
  readonly kind: 'noun' | 'name' | 'verb' | 'adjective' | 'number';
  readonly head: Concept;
  readonly modifiers: readonly Modifier[];
  /** Says little when it is missing. */
  readonly light: boolean;
  /** Stands in a clause or phrase that only gives circumstances: an answer may leave it out. */
  readonly circumstance?: boolean;
  /** The predicate of the question. */
  readonly predicate: boolean;
}

/** A question taken apart. */
export interface Question {
  readonly text: string;
  readonly expected: ExpectedAnswer;
  readonly units: readonly Unit[];
  /** Every content word of the question, lower case. */
  readonly words: ReadonlySet<string>;
  /** Asked in the passive: "was built", "is kept". */
  readonly passive: boolean;
  /** False when no English function word was found: only plain terms are compared then. */
  readonly english: boolean;
}
