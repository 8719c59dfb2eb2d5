import lemmatizer from 'wink-lemmatizer';
import { isAuxiliary } from '../question/auxiliaries.js';
import { readHead } from '../question/question-head.js';
import type { QuestionSubject } from '../question/subject-of.js';
import { tagWords } from '../question/tagged-word.js';

const SUBJECT_PRONOUN = {
  it: 'it',
  its: 'it',
  they: 'they',
  them: 'they',
  their: 'they',
  he: 'he',
  him: 'he',
  his: 'he',
  she: 'he',
  her: 'he',
} as const;
const DUMMY =
  /\b(?:does|did|will|would|can|could)\s+it\s+(?:take|cost|matter|rain|snow|mean)\s+(?:to|for|that|if)\b|\bit\s+(?:possible|safe|allowed|necessary|true|permitted|forbidden|important|worth)\b|\b(?:is|was)\s+it\s+(?:\w+\s+)?(?:to|that)\b|\bit\s+(?:is|was)\s+\w+\s+(?:to|that)\b/i;

/** Fills in a part that only holds a question word ("and why?") with what the other part asks about. */
export function completeEllipsis(part: string, other: string): string {
  const bare = part.replace(/[?.!\s]+$/, '');
  const words = tagWords(bare);
  const content = words.filter(
    (word) => word.wordClass !== 'function' && !/^(?:long|much|many|far|often)$/.test(word.lower),
  );
  if (content.length > 0 || words.some((word) => isAuxiliary(word.lower)) || words.length === 0 || words.length > 3)
    return part;
  const otherWords = tagWords(other.replace(/[?.!\s]+$/, ''));
  const head = readHead(otherWords);
  const rest = otherWords.slice(head.next);
  const [first, ...more] = rest;
  if (first === undefined) return part;
  const tail = (from: number): string => other.slice(from).replace(/[?.!\s]+$/, '');
  if (isAuxiliary(first.lower)) return `${bare} ${tail(first.start)}`;
  const after = more[0];
  return `${bare} did somebody ${lemmatizer.verb(first.lower)}${after === undefined ? '' : ` ${tail(after.start)}`}`;
}

/** Puts the subject of an earlier part for the pronoun of a later one, where it is clear what the pronoun means. */
export function resolvePronoun(part: string, subject: QuestionSubject | null): string {
  if (subject === null || DUMMY.test(part)) return part;
  const words = tagWords(part);
  const at = words.findIndex((word) => word.lower in SUBJECT_PRONOUN);
  const pronoun = words[at];
  if (pronoun === undefined) return part;
  const kind = SUBJECT_PRONOUN[pronoun.lower as keyof typeof SUBJECT_PRONOUN];
  const ownNoun = words
    .slice(0, at)
    .some(
      (word, index) =>
        word.wordClass === 'noun' ||
        word.wordClass === 'proper' ||
        (index > 0 && word.wordClass !== 'function' && /^(?:a|an|the)$/.test(words[index - 1]?.lower ?? '')),
    );
  const fits = kind === 'he' ? subject.person : kind === 'they' ? subject.plural : !subject.plural;
  if (!fits || ownNoun) return part;
  const possessive =
    /^(?:its|their|his)$/.test(pronoun.lower) || (pronoun.lower === 'her' && words[at + 1]?.wordClass === 'noun');
  const phrase = possessive ? `${subject.text}${subject.text.endsWith('s') ? "'" : "'s"}` : subject.text;
  return part.slice(0, pronoun.start) + phrase + part.slice(pronoun.end);
}
