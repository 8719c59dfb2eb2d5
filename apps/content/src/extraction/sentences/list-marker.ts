/**
 * A bullet or a number that opens a list item, with the blanks around it: `- `, `* [x] `, `• `, `3. `, `2.1. `, `(a) `, `iv) `.
 * A letter counts only with a bracket (`J. Smith` is a name), and numbers have at most three digits (`1984. ` is a year).
 */
export const LIST_MARKER =
  /^[ \t]*(?:[-*+•‣◦▪▫●○■□–—·∙⁃➢✓✔][ \t]+(?:\[[ xX]\][ \t]+)?|\(?\d{1,3}(?:\.\d{1,2}){0,3}[.)][ \t]+|\(?(?:[a-zA-Z]|[ivx]{2,4})\)[ \t]+)/;

/** The number of a numbered list item (`12. `), or undefined. */
export function listNumber(line: string): number | undefined {
  const match = /^[ \t]*\(?(\d{1,3})[.)][ \t]/.exec(line);
  return match ? Number(match[1]) : undefined;
}

/** True for a bullet; numbers and letters need a look at their neighbours. */
export function hasBullet(line: string): boolean {
  return /^[ \t]*[-*+•‣◦▪▫●○■□–—·∙⁃➢✓✔][ \t]+\S/.test(line);
}
