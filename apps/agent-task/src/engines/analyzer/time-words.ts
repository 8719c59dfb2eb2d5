import { isNumber, isOrdinal, isYear } from '../language/numbers.js';
import { unitDimensions } from '../language/dimensions.js';
import { wordSet } from '../language/word-lines.js';
import type { SentenceWord } from '../text/document-index.js';

const CALENDAR = wordSet(`
january february march april june july august september october november december
monday tuesday wednesday thursday friday saturday sunday weekend weekdays weekday mondays tuesdays wednesdays thursdays fridays saturdays sundays
spring summer autumn winter christmas easter whitsun michaelmas martinmas midnight noon midday dawn dusk sunrise sunset morning evening afternoon night tonight
today yesterday tomorrow century centuries decade antiquity
`);
const CLOCK = /^\d{1,2}[:.]\d{2}$/;
const PAST_RELATIVE = /^(?:after|before|later|earlier|ago|following|previous)$/;
const RELATIVE = /^(?:after|before|later|earlier|ago|following|previous|until|till|from|within|since)$/;

/** True for the name of a day, month, season or part of the day. */
export function isCalendarWord(lower: string): boolean {
  return CALENDAR.has(lower);
}

/** True when the words hold a date, a year or a time that the question does not give itself; what recurs is no date in the past. */
export function holdsDate(words: readonly SentenceWord[], given: ReadonlySet<string>, past: boolean): boolean {
  return words.some((word, at) => {
    if (given.has(word.lower)) return false;
    if (isYear(word.lower) && !followedByUnit(words, at)) return true;
    if (CLOCK.test(word.lower)) return true;
    if (word.lower === 'may' && /^\p{Lu}/u.test(word.surface) && at > 0) return true;
    if (word.lower === 'march' && !/^\p{Lu}/u.test(word.surface)) return false;
    if (/^(?:each|every|per)$/.test(words[at - 1]?.lower ?? '')) return !past;
    return isCalendarWord(word.lower) && !(past && /^(?:today|tomorrow|tonight)$/.test(word.lower));
  });
}

function followedByUnit(words: readonly SentenceWord[], at: number): boolean {
  return unitDimensions(words[at + 1]?.lower ?? '').length > 0;
}

/** True for a span counted from another moment: "three years after", "from the fourth day". */
export function holdsRelativeTime(words: readonly SentenceWord[], past: boolean): boolean {
  const relative = past ? PAST_RELATIVE : RELATIVE;
  return words.some((word, at) => {
    if (!unitDimensions(word.lower).includes('duration')) return false;
    const near = words.slice(Math.max(0, at - 4), at + 3);
    return (
      near.some((other) => isNumber(other.lower) || isOrdinal(other.lower)) &&
      near.some((other) => relative.test(other.lower))
    );
  });
}
