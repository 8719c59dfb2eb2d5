import type { FieldError } from '@edda/kernel';

/** A problem that an operation may answer, as its documentation tells it. */
export interface ProblemNote {
  readonly status: number;
  /** Stable, such as `CONTENT.NOT_FOUND`. */
  readonly code: string;
  /** When it comes, without a full stop. */
  readonly description: string;
  /** The sentence of the example; the description unless given. */
  readonly detail?: string;
  /** The fields of the example. */
  readonly fields?: readonly FieldError[];
}

/** Where the notes of an operation stand until its responses are made of them. */
export const PROBLEM_NOTES = 'x-problems';
