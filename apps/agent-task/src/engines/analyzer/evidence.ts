import type { ExpectedAnswer, Question } from '../question/question.js';
import type { SentenceWord } from '../text/document-index.js';
import { holdsMethod, holdsReason } from './connectives.js';
import { countEvidence } from './count-evidence.js';
import { defines } from './definitions.js';
import { instanceEvidence } from './instance-evidence.js';
import { measureEvidence } from './measure-evidence.js';
import { isNewName } from './new-name.js';
import { personEvidence } from './person-evidence.js';
import type { SentenceView } from './sentence-view.js';
import { placeEvidence, timeEvidence } from './time-and-place-evidence.js';

/** What the evidence is judged on. */
export interface EvidenceInput {
  readonly question: Question;
  readonly view: SentenceView;
  /** The sentence after it in the same section, if any. */
  readonly following: SentenceView | null;
  /** The predicate, or what stands for it, is met in the sentence itself. */
  readonly predicateHere: boolean;
}

/** 0..1: whether the sentence holds an answer of the kind asked for, beyond what the question says itself. */
export function evidenceFor(input: EvidenceInput): number {
  if (!saysMore(input)) return 0;
  return judge(input.question.expected, input);
}

/** The sentence has to say something that the question does not. */
function saysMore({ question, view }: EvidenceInput): boolean {
  const fresh = view.words.filter(
    (word) =>
      isPartOfName(view.text, view.words[0]?.start ?? 0, word) ||
      (!word.stop && !question.words.has(word.lower) && !isKnown(question, word)),
  );
  return fresh.length > 0 || question.expected.kind === 'yes-no';
}

/** A part of a compound name such as `onRequest` says something of its own. */
function isPartOfName(text: string, offset: number, word: SentenceWord): boolean {
  return (
    /\p{Ll}$/u.test(text.slice(Math.max(0, word.start - offset - 1), Math.max(0, word.start - offset))) &&
    /^\p{Lu}/u.test(word.surface)
  );
}

function isKnown(question: Question, word: SentenceWord): boolean {
  return question.units.some((unit) =>
    [unit.head, ...unit.modifiers.map((modifier) => modifier.concept)].some(
      (concept) => concept.strength(word.keys) === 1,
    ),
  );
}

function judge(expected: ExpectedAnswer, input: EvidenceInput): number {
  const { view, question } = input;
  switch (expected.kind) {
    case 'person':
      return personEvidence(view.words, question);
    case 'time':
      return timeEvidence(expected.past, view, question);
    case 'place':
      return placeEvidence(view, question);
    case 'reason':
      return holdsReason(view, input.following);
    case 'method':
      return holdsMethod(view) ? 1 : 0.85;
    case 'definition':
      return defines(question, view);
    case 'count':
      return countEvidence(expected.counted, view, question);
    case 'measure':
      return measureEvidence(expected, view, question, input.predicateHere);
    case 'name':
      return view.words.some((word) => isNewName(word, question)) ? 1 : 0;
    case 'instance':
      return instanceEvidence(expected.of, view, question);
    case 'yes-no':
      return 1;
    case 'statement':
      return 0.95;
  }
}
