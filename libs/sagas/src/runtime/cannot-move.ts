import type { SagaFailure } from '../definition/outcome.js';

const MOST_DETAIL = 1000;

/** What the row of an instance says that fails at every move, though none of its steps does. */
export function cannotMove(error: unknown): SagaFailure {
  const text = error instanceof Error ? error.message || error.name : 'It threw something that is no error.';
  return { code: 'SAGA.CANNOT_MOVE', detail: text.slice(0, MOST_DETAIL) };
}
