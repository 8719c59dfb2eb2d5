import { shortened } from '../terminal/printable.js';

/** One thing in a report that is not as it must be. */
export interface Mismatch {
  /** Relative to the folder of the report, such as `texts/<contentId>.txt`. */
  readonly file: string;
  readonly claimId?: string;
  readonly problem: string;
  readonly expected?: string;
  readonly found?: string;
}

const VALUE_LENGTH = 160;

/** Values are cut to a length that fits a terminal, to the first difference where both are given. */
export function mismatch(
  file: string,
  problem: string,
  values: { readonly claimId?: string; readonly expected?: string; readonly found?: string } = {},
): Mismatch {
  const { claimId, expected, found } = values;
  const from = expected !== undefined && found !== undefined ? differenceIn(expected, found) : 0;
  return {
    file,
    problem,
    ...(claimId !== undefined && { claimId }),
    ...(expected !== undefined && { expected: excerpt(expected, from) }),
    ...(found !== undefined && { found: excerpt(found, from) }),
  };
}

/** Three lines at most: what is wrong where, and the two values. */
export function describeMismatch({ file, claimId, problem, expected, found }: Mismatch): string[] {
  const where = claimId === undefined ? file : `${file}, claim ${shortened(claimId, 80)}`;
  return [
    shortened(`${where}: ${problem}`, 400),
    ...(expected === undefined ? [] : [`  expected: ${expected}`]),
    ...(found === undefined ? [] : [`  found:    ${found}`]),
  ];
}

function differenceIn(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) {
    index += 1;
  }
  return Math.max(0, index - VALUE_LENGTH / 2);
}

function excerpt(value: string, from: number): string {
  const shown = shortened(value.slice(from, from + 4 * VALUE_LENGTH), VALUE_LENGTH);
  return from === 0 ? shown : `...${shown}`;
}
