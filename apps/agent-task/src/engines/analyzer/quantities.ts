import { gluedDimensions, mayStandBeforeUnit, unitDimensions, type Dimension } from '../language/dimensions.js';
import { isFigure, isNumber, isYear } from '../language/numbers.js';
import type { SentenceWord } from '../text/document-index.js';

/** A number with what it measures. */
export interface Quantity {
  readonly at: number;
  readonly dimensions: readonly Dimension[];
}

const FREQUENCY =
  /\b(?:every|each (?:day|week|month|year|time|quarter)|(?<!at )once (?:a|an|per|every|in)|twice|\w+ times|daily|weekly|monthly|yearly|annually|hourly|quarterly|per (?:day|week|month|year|hour)|an? (?:day|week|month|year|hour))\b/i;
const RATE =
  /(?:\b(?:a|an|per|each|every)\s+(?:second|minute|hour|day|week|month|year|century)\b|\btimes\b|\/s\b|\/h\b)/i;
const CURRENCY_SIGN = /[£$€¥]\s?$/;

/** The quantities of a sentence. */
export function quantities(text: string, words: readonly SentenceWord[]): Quantity[] {
  const offset = words[0]?.start ?? 0;
  return words.flatMap((word, at) => {
    if (!isNumber(word.lower) || /^(?:once|twice|thrice|single|double|triple)$/.test(word.lower)) return [];
    const dimensions = new Set<Dimension>(gluedDimensions(word.lower));
    for (const unit of unitsAfter(words, at)) for (const dimension of unitDimensions(unit)) dimensions.add(dimension);
    if (CURRENCY_SIGN.test(text.slice(0, word.start - offset))) dimensions.add('money');
    if (/^\s?(?:%|per cent)/.test(text.slice(word.end - offset))) dimensions.add('share');
    if (/^\s?°/.test(text.slice(word.end - offset))) dimensions.add('temperature');
    if (/^(?:half|third|quarter|thirds)$/.test(word.lower)) dimensions.add('share');
    if (dimensions.size === 0 || isFigure(word.lower)) dimensions.add('count');
    if (dimensions.size === 1 && isYear(word.lower)) return [];
    if (RATE.test(text) && (dimensions.has('length') || dimensions.has('count'))) dimensions.add('speed');
    return [{ at, dimensions: [...dimensions] }];
  });
}

/** Words after a number that may be its unit: the next one, or one behind words such as "or two" and "working". */
function unitsAfter(words: readonly SentenceWord[], at: number): string[] {
  const found: string[] = [];
  for (let next = at + 1; next < Math.min(words.length, at + 5); next += 1) {
    const word = words[next];
    if (word === undefined) break;
    found.push(word.lower);
    if (!mayStandBeforeUnit(word.lower) && !isNumber(word.lower) && word.lower !== 'working') break;
  }
  return found;
}

/** True for an expression of how often. */
export function holdsFrequency(text: string): boolean {
  return FREQUENCY.test(text);
}
