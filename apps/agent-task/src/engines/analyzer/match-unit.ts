import type { Modifier, Unit } from '../question/question.js';
import { combine } from './combine-unit.js';
import { best, inContext } from './find-concept.js';
import type { SentenceView } from './sentence-view.js';

/** How well a phrase of the question is met by a sentence and what stands around it. */
export interface UnitMatch {
  readonly unit: Unit;
  /** 0..1, the sentence and its context together. */
  readonly value: number;
  /** 0..1, the sentence alone; for a noun its head is enough. */
  readonly own: number;
  /** 0..1, the sentence alone, with what narrows the head. */
  readonly full: number;
  /** A heading above the sentence names it. */
  readonly headed: boolean;
  /** Indices of the sentence's words that match. */
  readonly at: readonly number[];
}

const APART = 0.8;

/** A name or a year that the head of the document gives holds for all of it. */
const ABOUT = 0.6;

/** "Here" may stand for any place that the documents are about. */
const HERE = 0.5;

/** A pronoun stands for what the sentence before names rather than for what the document is about. */
const PRONOUN = 0.6;

const ABOUT_NOUN = 0.4;

/** Least weight of a heading that stands for its section alone. */
const HEADED = 0.5;

const NEAR = 6;

/** Matches one phrase of a question against a sentence. */
export function matchUnit(unit: Unit, view: SentenceView): UnitMatch {
  const role = unit.kind === 'verb' || unit.kind === 'name' ? unit.kind : 'noun';
  const head = best(unit.head, view.words, role);
  const headContext =
    head.strength === 1
      ? 0
      : Math.max(
          inContext(unit.head, view.context, unit.kind === 'name' ? 'name' : 'noun'),
          aboutFactor(unit, view) * best(unit.head, unit.kind === 'noun' ? view.label : view.about, role).strength,
        );
  const modifiers = unit.modifiers.map((modifier) => matchModifier(modifier, view, head.at));
  const here = unit.kind === 'name' && view.words.some((word) => word.lower === 'here') ? HERE : 0;
  const rival = hasRival(unit, view, head.at);
  const own = combine(
    unit,
    head.strength,
    modifiers.map((found) => found.own),
    rival,
  );
  const both = combine(
    unit,
    Math.max(head.strength, headContext),
    modifiers.map((found) => Math.max(found.own, found.context)),
    rival,
  );
  const at = [head, ...modifiers].filter((found) => found.at >= 0).map((found) => found.at);
  return {
    unit,
    full: own,
    headed: view.context.some(
      (layer) =>
        layer.kind === 'heading' && layer.factor >= HEADED && best(unit.head, layer.words, role).strength >= 0.8,
    ),
    own: Math.max(own, unit.kind === 'name' ? 0 : head.strength),
    value: Math.max(own, both, here),
    at,
  };
}

function aboutFactor(unit: Unit, view: SentenceView): number {
  if (unit.kind === 'name' && view.opening === 'pronoun') return ABOUT * PRONOUN;
  if (unit.kind === 'name' || unit.kind === 'number') return ABOUT;
  return unit.kind === 'noun' && unit.modifiers.length === 0 && !unit.predicate ? ABOUT_NOUN : 0;
}

interface FoundModifier {
  readonly modifier: Modifier;
  readonly own: number;
  readonly context: number;
  readonly at: number;
}

function matchModifier(modifier: Modifier, view: SentenceView, head: number): FoundModifier {
  const role = modifier.proper ? 'name' : 'noun';
  const found = best(modifier.concept, view.words, role, head);
  const near = head < 0 || found.at < 0 || Math.abs(found.at - head) <= NEAR;
  return {
    modifier,
    own: found.strength * (near ? 1 : APART),
    context: Math.max(
      inContext(modifier.concept, view.context, role),
      modifier.proper
        ? ABOUT * (view.opening === 'pronoun' ? PRONOUN : 1) * best(modifier.concept, view.about, role).strength
        : 0,
    ),
    at: found.at,
  };
}

/** "The market hall" where the town hall is asked for: the head is narrowed by a noun of its own. */
function hasRival(unit: Unit, view: SentenceView, head: number): boolean {
  const before = view.words[head - 1];
  if (head < 1 || before === undefined || before.stop || before.number) return false;
  return !unit.modifiers.some(({ concept }) => concept.strength(before.keys) > 0);
}
