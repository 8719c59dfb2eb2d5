import { wordSet } from '../language/word-lines.js';

const AUXILIARIES = wordSet(`
is are was were be been am do does did has have had can could may might must shall should will would
isn't aren't wasn't weren't don't doesn't didn't can't won't couldn't shouldn't wouldn't hasn't haven't hadn't
`);

/** True for a form of be, do, have or a modal verb. */
export function isAuxiliary(lower: string): boolean {
  return AUXILIARIES.has(lower);
}
