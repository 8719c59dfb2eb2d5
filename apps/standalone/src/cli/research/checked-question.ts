import { CommandError } from '../command-error.js';
import { RESEARCH_USAGE_LINE } from './research-usage.js';

const LEAST = 3;
const MOST = 1000;

/**
 * The question without spaces around it.
 * @throws CommandError (exit code 2) when it is missing, too short or too long, or when no source follows it
 */
export function checkedQuestion(question: string | undefined, names: readonly string[]): string {
  const asked = question?.trim() ?? '';
  if (asked === '') {
    throw CommandError.badInput('There is no question. Give it first, in quotation marks.', [RESEARCH_USAGE_LINE]);
  }
  const { length } = [...asked];
  if (length < LEAST || length > MOST) {
    throw CommandError.badInput(`A question has ${LEAST} to ${MOST} characters; this one has ${length}.`);
  }
  if (names.length === 0) {
    throw CommandError.badInput(
      'There is no source. Name at least one file, folder or http(s) address after the question.',
      [RESEARCH_USAGE_LINE],
    );
  }
  return asked;
}
