import { conceptOf } from '../language/concept.js';
import { ASKED_MEASURES } from '../language/dimensions.js';
import type { WhHead } from './wh-head.js';

/** The head of a question about a quantity that {@link ASKED_MEASURES} knows by `name`. */
export function measureOf(name: string, next: number): WhHead {
  const measure = ASKED_MEASURES[name];
  if (measure === undefined) return { expected: { kind: 'statement' }, asked: [], next };
  const attribute = measure.words.map((word) => conceptOf(word));
  return {
    expected: { kind: 'measure', dimensions: measure.dimensions, attribute, implied: measure.implied },
    asked: [],
    next,
  };
}
