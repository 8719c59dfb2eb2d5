/** Shorter questions are found by chance in sentences that do answer. */
const LEAST_LENGTH = 12;

/**
 * Whether a sentence asks instead of answering: it is itself a question, or it holds the question word for word, such as
 * an example of how to ask it.
 */
export function repeatsQuestion(question: string, sentence: string): boolean {
  if (/\?["'”’»)\]]*\s*$/u.test(sentence)) return true;
  const asked = plain(question);
  return asked.length >= LEAST_LENGTH && plain(sentence).includes(asked);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
