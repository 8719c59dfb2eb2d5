/** The non-empty lines of a word list, each cut at white space. */
export function wordLines(text: string): string[][] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.split(/\s+/));
}

/** The words of a word list as a set. */
export function wordSet(text: string): ReadonlySet<string> {
  return new Set(wordLines(text).flat());
}
