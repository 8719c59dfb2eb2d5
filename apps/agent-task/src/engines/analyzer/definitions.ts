import type { Question, Unit } from '../question/question.js';
import type { SentenceView } from './sentence-view.js';
import { matchUnit } from './match-unit.js';

const COPULA =
  /^(?:is|are|was|were|means|mean|refers|denotes|describes|stands|belongs|carries|consists|provides|lets|allows|makes|turns|runs|does|works|helps|acts|serves|becomes|forms)$/;

/** 0..1: whether the sentence says what the thing asked for is. */
export function defines(question: Question, view: SentenceView): number {
  const unit = question.units.find((candidate) => candidate.kind !== 'verb') ?? question.units[0];
  if (unit === undefined) return 0;
  const match = matchUnit(unit, view);
  if (match.own < 0.7) return Math.max(pronounDefines(view), headingDefines(unit, view));
  const last = Math.max(...match.at);
  const first = Math.min(...match.at);
  const next = view.words[last + 1];
  const before = view.words.slice(0, first).map((word) => word.lower);
  const called = before.slice(-3).some((word) => /^(?:called|named|term|termed|means|mean)$/.test(word));
  if (called) return 1;
  const leads = before.every((word) => /^(?:the|a|an|in|so|generally|what|this|these|such|our)$/.test(word));
  if (!leads) return /,\s*(?:an?|the)\s/.test(view.text) && first < 8 ? 0.5 : 0;
  if (next === undefined) return 0;
  if (/^(?:is|are|was|were)$/.test(next.lower))
    return /^(?:a|an|the|one|any|some|what|when|where|how|ridges|called|known|used)$/.test(
      view.words[last + 2]?.lower ?? '',
    )
      ? 1
      : 0.8;
  if (COPULA.test(next.lower)) return 0.9;
  const gap = view.text.slice(
    (view.words[last]?.end ?? 0) - (view.words[0]?.start ?? 0),
    next.start - (view.words[0]?.start ?? 0),
  );
  if (/^[`*_"”)]*\s*(?:[,:(–—-])/.test(gap)) return 0.85;
  return /s$/.test(next.lower) && !next.proper && !next.stop ? 0.65 : 0;
}

/** "Edda", and below it: "An event-sourced platform for ...": the heading is the subject. */
function headingDefines(unit: Unit, view: SentenceView): number {
  const heading = view.context[0];
  if (!view.first || heading?.kind !== 'heading' || !/^(?:a|an|the|any|one)$/.test(view.words[0]?.lower ?? ''))
    return 0;
  const content = heading.words.filter((word) => !word.stop);
  const concepts = [unit.head, ...unit.modifiers.map(({ concept }) => concept)];
  return content.length > 0 && content.every((word) => concepts.some((concept) => concept.strength(word.keys) === 1))
    ? 0.85
    : 0;
}

/** "It is a small queue server": the pronoun takes up the subject of the sentence before. */
function pronounDefines(view: SentenceView): number {
  const [first, second, third] = view.words;
  const says =
    first !== undefined &&
    /^(?:it|they|this|these)$/.test(first.lower) &&
    /^(?:is|are|was|were)$/.test(second?.lower ?? '');
  return says && /^(?:a|an|the|one)$/.test(third?.lower ?? '') ? 0.8 : 0;
}
