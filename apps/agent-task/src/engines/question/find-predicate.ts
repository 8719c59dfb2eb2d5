import { isAuxiliary } from './auxiliaries.js';
import { isBaseVerb, isFiniteVerb, isParticiple } from '../language/verb-forms.js';
import type { TaggedWord } from './tagged-word.js';

/** Index of the main verb, or of the adjective that is said of the subject; -1 when only "to be" connects the parts. */
export function findPredicate(body: readonly TaggedWord[], wh: boolean): number {
  const start = body.findIndex((word) => isAuxiliary(word.lower));
  const firstContent = body.findIndex((word) => word.wordClass !== 'function');
  if (wh && firstContent >= 0 && (start < 0 || start > firstContent) && body[firstContent]?.wordClass !== 'proper') {
    const lower = body[firstContent]?.lower ?? '';
    if (isFiniteVerb(lower) && (firstContent === 0 || !isDeterminer(body[firstContent - 1]?.lower ?? '')))
      return firstContent;
  }
  if (start < 0) return body.findIndex((word) => word.wordClass === 'verb');
  const auxiliary = body[start]?.lower ?? '';
  return /^(?:is|are|was|were|am|isn't|aren't|wasn't|weren't)$/.test(auxiliary)
    ? afterBe(body, start)
    : afterDo(body, start);
}

/** True when the question is asked in the passive. */
export function isPassive(body: readonly TaggedWord[], verb: number): boolean {
  return (
    isParticiple(body[verb]?.lower ?? '') &&
    body.slice(0, Math.max(0, verb)).some((word) => /^(?:is|are|was|were|be|been|being)$/.test(word.lower))
  );
}

/** True for a word after which a noun phrase stands. */
export function isDeterminer(lower: string): boolean {
  return /^(?:the|a|an|this|that|these|those|my|your|his|her|its|our|their|of|in|on|at|for|with|by|from|to)$/.test(
    lower,
  );
}

/** The runs of content words after `start`, cut at function words and breaks, as [from, to) pairs. */
export function runs(body: readonly TaggedWord[], start: number): [number, number][] {
  const found: [number, number][] = [];
  let from = -1;
  for (let at = start; at <= body.length; at += 1) {
    const word = body[at];
    const inside = word !== undefined && word.wordClass !== 'function' && !(from >= 0 && word.afterBreak);
    if (inside && from < 0) from = at;
    if (!inside && from >= 0) {
      found.push([from, at]);
      from = word !== undefined && word.wordClass !== 'function' ? at : -1;
    }
  }
  return found;
}

/** After "to be": a participle, or an adjective that ends the subject's run. */
export function afterBe(body: readonly TaggedWord[], start: number): number {
  const all = runs(body, start + 1);
  for (const [index, [from, to]] of all.entries()) {
    if (index > 0 && subordinate(body, from)) break;
    for (let at = to - 1; at >= from; at -= 1) {
      const word = body[at];
      if (word === undefined || word.wordClass === 'proper') continue;
      const alone = to - from === 1;
      const afterNoun = at > from || index > 0 || !isDeterminer(body[from - 1]?.lower ?? '') || alone;
      const afterName = body[at - 1]?.wordClass === 'proper' && !/ing$/.test(word.lower);
      const inPlace = at === to - 1 || body[at + 1]?.wordClass === 'adverb' || afterName;
      if (
        isParticiple(word.lower) &&
        afterNoun &&
        inPlace &&
        !(alone && index === 0 && all.length > 1 && /ing$/.test(word.lower))
      )
        return at;
    }
    const last = body[to - 1];
    if (body[to]?.lower === 'than' && last !== undefined && to - from > 1) return to - 1;
    if (last?.wordClass === 'adjective' && to - from > 1) return to - 1;
    if (last?.wordClass === 'adjective' && index === 0 && to - from === 1 && !isDeterminer(body[from - 1]?.lower ?? ''))
      return to - 1;
  }
  return -1;
}

function subordinate(body: readonly TaggedWord[], from: number): boolean {
  const [before, earlier] = [body[from - 1]?.lower ?? '', body[from - 2]?.lower ?? ''];
  const conjunction = /^(?:when|if|that|who|which|because|while|after|before)$/;
  return (
    conjunction.test(before) ||
    (conjunction.test(earlier) && /^(?:the|a|an|my|your|his|her|its|our|their|i|you|we|they|it|he|she)$/.test(before))
  );
}

/** After do, have or a modal verb: the base form or participle that follows the subject. */
function afterDo(body: readonly TaggedWord[], start: number): number {
  const all = runs(body, start + 1);
  const first = all[0];
  if (first === undefined) return -1;
  const [from, to] = first;
  const subjectGiven = body
    .slice(start + 1, from)
    .some((word) =>
      /^(?:i|you|we|they|it|he|she|one|this|that|these|those|there|who|somebody|anybody|nobody)$/.test(word.lower),
    );
  if (subjectGiven) {
    if (!subordinate(body, from)) return from;
    const inClause = verbInRun(body, from, to);
    return inClause >= 0 ? inClause : isVerbHere(body[from]) ? from : -1;
  }
  const rest = all
    .slice(1)
    .findIndex(([at]) => at > 0 && isVerbHere(body[at]) && !isDeterminer(body[at - 1]?.lower ?? ''));
  const be = body.findIndex((word, index) => index > start && /^(?:be|been|being)$/.test(word.lower));
  const said =
    be < 0 || subordinateBetween(body, start, be)
      ? -1
      : body.findIndex((word, index) => index > be && word.wordClass !== 'function' && word.wordClass !== 'adverb');
  if (
    said >= 0 &&
    (isParticiple(body[said]?.lower ?? '') || body[said]?.wordClass === 'adjective' || body[said]?.wordClass === 'verb')
  )
    return said;
  const inRun = verbInRun(body, from, to);
  if (inRun >= 0) return inRun;
  if (rest >= 0) return all[rest + 1]?.[0] ?? -1;
  for (const [at, end] of all.slice(1)) {
    if (subordinate(body, at)) break;
    if (end - at > 1 && isVerbHere(body[end - 1]) && body[end - 1]?.wordClass !== 'proper') return end - 1;
  }
  return to - from > 1 ? to - 1 : -1;
}

function subordinateBetween(body: readonly TaggedWord[], from: number, to: number): boolean {
  return body.slice(from + 1, to).some((_, index) => subordinate(body, from + 2 + index));
}

function isVerbHere(word: TaggedWord | undefined): boolean {
  return word !== undefined && (word.wordClass === 'verb' || isBaseVerb(word.lower) || isParticiple(word.lower));
}

function verbInRun(body: readonly TaggedWord[], from: number, to: number): number {
  const isBase = (at: number): boolean => {
    const word = body[at];
    return word !== undefined && word.wordClass !== 'proper' && (isBaseVerb(word.lower) || isParticiple(word.lower));
  };
  if (to - 1 > from && isBase(to - 1)) return to - 1;
  for (let at = to - 1; at > from; at -= 1)
    if (body[at]?.wordClass === 'verb' && !/[^s]s$/.test(body[at]?.lower ?? '')) return at;
  for (let at = to - 1; at > from; at -= 1) if (isBase(at)) return at;
  return -1;
}
