const WORDS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion dozen dozens hundreds thousands millions billions half quarter third thirds twice once thrice single double triple couple halfpenny fourpence sixpence'.split(
    ' ',
  );
const NUMBER_WORDS: ReadonlySet<string> = new Set(WORDS);
const ORDINALS: ReadonlySet<string> = new Set(
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  ),
);

/** True for a number in figures (`28,400`, `4.50`, `30s`) or a number word. */
export function isNumber(lower: string): boolean {
  return /^\p{N}/u.test(lower) || NUMBER_WORDS.has(lower);
}

/** True for a number in figures. */
export function isFigure(lower: string): boolean {
  return /^\p{N}/u.test(lower);
}

/** True for `first`, `second`, ... and `1st`, `2nd`, .... */
export function isOrdinal(lower: string): boolean {
  return ORDINALS.has(lower) || /^\d+(?:st|nd|rd|th)$/.test(lower);
}

/** True for a year of the common era as it is usually written. */
export function isYear(lower: string): boolean {
  return /^1[0-9]{3}$|^20[0-9]{2}$/.test(lower);
}
