import type { Claim, LearningModule, QuizItem } from '@edda/event-schemas';
import { deriveId } from '@edda/kernel';

/** The part of a report that a learning path is made of. */
export interface ReportSections {
  question: string;
  title: string;
  sections: { subQuestion: string; claims: Claim[] }[];
  unanswered: string[];
}

const BLANK = '_____';

/** A module per sub-question, those that the report answers first; one that nothing answers has no items. */
export function modulesOf(learningPathId: string, { sections, unanswered }: ReportSections): LearningModule[] {
  const answered = new Set(sections.map(({ subQuestion }) => subQuestion));
  const open = unanswered.filter((subQuestion) => !answered.has(subQuestion));
  const all = [...sections, ...open.map((subQuestion) => ({ subQuestion, claims: [] }))];
  return all.map(({ subQuestion, claims }, index) => {
    const moduleId = deriveId(learningPathId, `module/${index}`);
    return {
      moduleId,
      title: subQuestion.replace(/\s*\?+\s*$/, ''),
      subQuestion,
      items: claims.flatMap((claim) => quizItem(moduleId, claim) ?? []),
    };
  });
}

/** A claim with its most telling part left out; null when nothing in it can be asked for. */
export function quizItem(moduleId: string, claim: Claim): QuizItem | null {
  const answer = answerIn(claim.text);
  if (!answer) return null;
  const prompt = claim.text.slice(0, answer.start) + BLANK + claim.text.slice(answer.start + answer.text.length);
  return {
    itemId: deriveId(moduleId, claim.id),
    prompt,
    answer: answer.text,
    claimId: claim.id,
    citations: claim.citations,
  };
}

/** What a reader would be asked for: a number with its unit, else a name, else the longest word. */
function answerIn(text: string): { text: string; start: number } | null {
  const number = /\p{N}[\p{N}.,:/]*\p{N}|\p{N}/u.exec(text);
  if (number) return { text: number[0], start: number.index };
  // Not the first word: there a capital says nothing.
  const name = /(?<=[\p{Ll},;:)]\s)\p{Lu}[\p{L}\p{N}'’-]*(?:\s\p{Lu}[\p{L}\p{N}'’-]*)*/u.exec(text);
  if (name) return { text: name[0], start: name.index };
  const words = [...text.matchAll(/[\p{L}][\p{L}'’-]{3,}/gu)];
  const longest = words.reduce<RegExpExecArray | null>(
    (best, word) => (word[0].length > (best?.[0].length ?? 0) ? word : best),
    null,
  );
  return longest ? { text: longest[0], start: longest.index } : null;
}
