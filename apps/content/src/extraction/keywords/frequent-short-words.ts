/** A word in one sentence of seven, of at most four letters, is most likely an article, a preposition or an auxiliary. */
const SHARE_OF_SENTENCES = 1 / 7;
const LONGEST = 4;
/** In these scripts words of two characters are the rule. */
const SHORT_SCRIPT = /[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Stands in for a stop list where there is none: the short words that very many sentences have. */
export function frequentShortWords(sentences: readonly (readonly string[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const words of sentences) {
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const needed = Math.max(2, sentences.length * SHARE_OF_SENTENCES);
  const isStop = ([word, count]: readonly [string, number]) =>
    count >= needed && word.length <= LONGEST && !SHORT_SCRIPT.test(word);
  return new Set([...counts].filter(isStop).map(([word]) => word));
}
