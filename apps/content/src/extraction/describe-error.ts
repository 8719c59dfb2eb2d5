const LONGEST = 200;

/** What a library threw, as part of a sentence: one line, not long. */
export function describeError(error: unknown): string {
  const message = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim();
  return message.length <= LONGEST ? message : `${message.slice(0, LONGEST).toWellFormed()}…`;
}
