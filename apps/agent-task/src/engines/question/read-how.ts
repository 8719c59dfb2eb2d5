import { conceptOf } from '../language/concept.js';
import { ASKED_MEASURES } from '../language/dimensions.js';
import { measureOf } from './measure-of.js';
import { nounPhraseEnd } from './noun-phrase-end.js';
import type { TaggedWord } from './tagged-word.js';
import type { WhHead } from './wh-head.js';

const COST_VERBS = new Set([
  'cost',
  'costs',
  'pay',
  'paid',
  'charge',
  'charged',
  'earn',
  'spend',
  'spent',
  'donate',
  'raise',
]);

const DEGREES = new Set(['often', 'soon', 'long', 'far', 'fast', 'quickly', 'frequently']);

/** "how", "how many", "how tall", "how much does it cost". */
export function readHow(words: readonly TaggedWord[], at: number): WhHead {
  const second = words[at + 1]?.lower ?? '';
  if (second === 'come') return { expected: { kind: 'reason' }, asked: [], next: at + 2 };
  if (second === 'many' || second === 'much') return readAmount(words, at, second);
  const measure = ASKED_MEASURES[second];
  if (measure !== undefined) {
    const attribute = measure.words.map((word) => conceptOf(word, DEGREES.has(second) ? 'exact' : 'any'));
    const next = /^away$/.test(words[at + 2]?.lower ?? '') ? at + 3 : at + 2;
    return {
      expected: { kind: 'measure', dimensions: measure.dimensions, attribute, implied: measure.implied },
      asked: [],
      next,
    };
  }
  return { expected: { kind: 'method' }, asked: [], next: at + 1 };
}

function readAmount(words: readonly TaggedWord[], at: number, second: string): WhHead {
  const end = nounPhraseEnd(words, at + 2);
  const asked = words.slice(at + 2, end);
  const noun = asked.at(-1);
  if (second === 'many' || noun !== undefined) {
    if (noun?.lower === 'money') return measureOf('cost', end);
    const counted = noun === undefined || second === 'much' ? null : conceptOf(noun.lower, 'thing');
    return { expected: { kind: 'count', counted }, asked, next: end };
  }
  if (/^(?:is|are|was|were)$/.test(words[at + 2]?.lower ?? '')) return measureOf('cost', at + 2);
  if (words[at + 2]?.lower === 'time') return measureOf('duration', at + 3);
  const rest = words.slice(at + 2);
  if (rest.some((word) => COST_VERBS.has(word.lower))) return measureOf('cost', at + 2);
  if (rest.some((word) => /^weigh/.test(word.lower))) return measureOf('weight', at + 2);
  return { expected: { kind: 'count', counted: null }, asked: [], next: at + 2 };
}
