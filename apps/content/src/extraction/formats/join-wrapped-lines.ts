/** Scripts written without blanks between words: lines join without one. */
const NO_BLANK_BETWEEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}、。，．！？「」『』（）]/u;
const HYPHENATED = /[\p{L}\p{M}]{2}[-\u2010]$/u;
/** `pre- and post-processing`: here the hyphen stands for a part left out. */
const CONJUNCTION = /^(?:and|or|to|und|oder|bzw\.|bis|et|ou|y|o|e|en|of)\s/;
/** A URL broken after a slash, a dash that touches the word before it. */
const JOINS_WITHOUT_BLANK = /\S[/–—]$/;

/**
 * Joins the hard-wrapped lines of one paragraph into one line. A word hyphenated at the line end becomes whole when the next
 * line starts in lower case (`exam-` + `ple`); otherwise the hyphen stays and no blank is added (`North-` + `South`).
 * Lines join with a single blank, or without one between scripts that have none.
 *
 * @param compounds lower-case words known to be written with a hyphen (`well-known`); they keep it at a line end too
 */
export function joinWrappedLines(lines: readonly string[], compounds: ReadonlySet<string> = new Set()): string {
  // Pieces of the result; only the last one is looked at and changed, for a paragraph may run over a whole book.
  const pieces: string[] = [];
  for (const raw of lines) {
    const line = raw.trim();
    if (line === '') continue;
    const before = pieces.pop();
    if (before === undefined) pieces.push(line);
    else pieces.push(endBefore(before, line, compounds), line);
  }
  return pieces.join('');
}

/** The end of a line as it reads before `line`: without its hyphen, with a blank, or as it is. */
function endBefore(before: string, line: string, compounds: ReadonlySet<string>): string {
  if (before.endsWith('\u00ad')) return before.slice(0, -1);
  if (HYPHENATED.test(before.slice(-4))) return endBeforePart(before, line, compounds);
  return JOINS_WITHOUT_BLANK.test(before.slice(-2)) || !needsBlank(before, line) ? before : `${before} `;
}

function endBeforePart(before: string, line: string, compounds: ReadonlySet<string>): string {
  if (CONJUNCTION.test(line)) return `${before} `;
  if (!/^\p{Ll}/u.test(line)) return before;
  const first = /[\p{L}\p{M}-]+$/u.exec(before.slice(-40))?.[0] ?? '';
  const second = /^[\p{L}\p{M}]+/u.exec(line)?.[0] ?? '';
  return compounds.has((first + second).toLowerCase()) ? before : before.slice(0, -1);
}

function needsBlank(before: string, line: string): boolean {
  const lastCharacter = [...before.slice(-2)].at(-1) ?? '';
  const firstCharacter = [...line.slice(0, 2)][0] ?? '';
  return !(NO_BLANK_BETWEEN.test(lastCharacter) && NO_BLANK_BETWEEN.test(firstCharacter));
}
