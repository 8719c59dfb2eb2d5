import { isAuxiliary } from '../question/auxiliaries.js';
import { tagWords } from '../question/tagged-word.js';
import { subjectOf, type QuestionSubject } from '../question/subject-of.js';
import { completeEllipsis, resolvePronoun } from './complete-question.js';
import { splitQuestion } from './split-question.js';

/** What the coordinator is given. */
export interface PlanInput {
  readonly question: string;
}

/** The parts of the question, each understandable alone, in order; at least one. */
export interface PlanResult {
  readonly subQuestions: readonly string[];
}

/** Most parts of one question. */
export const MAX_SUB_QUESTIONS = 6;

/** Splits a compound question into its parts; a simple question stays as it is. */
export function plan({ question }: PlanInput): PlanResult {
  const parts = splitQuestion(question);
  const subQuestions: string[] = [];
  let subject: QuestionSubject | null = null;
  for (const [index, part] of parts.entries()) {
    const model = parts[index === 0 ? 1 : index - 1];
    const whole =
      model === undefined ? part : completeEllipsis(part, index === 0 ? model : (subQuestions.at(-1) ?? model));
    const resolved = resolvePronoun(whole, subject);
    subject = subjectOf(resolved) ?? subject;
    const finished = finish(resolved);
    if (!subQuestions.includes(finished)) subQuestions.push(finished);
  }
  if (subQuestions.length === 0) return { subQuestions: [question.replace(/\s+/g, ' ').trim()] };
  return { subQuestions: subQuestions.slice(0, MAX_SUB_QUESTIONS) };
}

/** Opened by a question word, with or without a preposition, or by an auxiliary. */
function isQuestion(part: string): boolean {
  const [first, second] = tagWords(part).map((word) => word.lower);
  return (
    isAuxiliary(first ?? '') ||
    [first, second].some((word) => /^(?:who|whom|whose|what|which|when|where|why|how)$/.test(word ?? ''))
  );
}

/** A capital at the start; a question mark where a question word or an auxiliary opens the part. */
function finish(part: string): string {
  const capital = part.charAt(0).toUpperCase() + part.slice(1);
  if (/[?.!]$/.test(capital)) return capital;
  return isQuestion(capital) ? `${capital}?` : capital;
}
