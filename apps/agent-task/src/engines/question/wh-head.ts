import type { ExpectedAnswer } from './question.js';
import type { TaggedWord } from './tagged-word.js';

/** The question word and what belongs to it. */
export interface QuestionHead {
  readonly expected: ExpectedAnswer;
  /** Words that belong to the question word and have to be found too: the noun of "which hook", "how many people". */
  readonly asked: readonly TaggedWord[];
  /** Index of the first word after the head. */
  readonly next: number;
  /** A word that only names the quantity asked for ("size", "price"): it need not be found itself. */
  readonly quantity: string | null;
  /** Index of the first word of the head. */
  readonly first: number;
}

/** What a question word says by itself. */
export type WhHead = Pick<QuestionHead, 'expected' | 'asked' | 'next'> & { readonly quantity?: string | null };
