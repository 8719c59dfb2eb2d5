/** Most passages of one sub-question, at first. */
export const MAX_PASSAGES = 24;
/** The best windows, of which the passages are chosen, at first. */
const CANDIDATES = 200;
const WIDER = 3;
/** The widest search. */
export const MAX_BREADTH = 3;

/** How much is looked at, by how widely is searched: from 1 to {@link MAX_BREADTH}, each three times as wide as the one before. */
export function mostPassages(breadth: number): number {
  return MAX_PASSAGES * WIDER ** (breadth - 1);
}

export function mostCandidates(breadth: number): number {
  return CANDIDATES * WIDER ** (breadth - 1);
}
