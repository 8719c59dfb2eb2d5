import { EddaError } from '@edda/kernel';

/** What a figure is made of; null and undefined have no share in it. */
export type NumberOf<T> = (value: T) => number | null | undefined;

/** Beyond it sums could leave the range of doubles. */
const LARGEST = 1e290;

/** @throws EddaError `STREAM.NOT_A_NUMBER` */
export function numberOf<T>(of: NumberOf<T>, value: T, kind: string): number | undefined {
  const number = of(value);
  if (number === null || number === undefined) return undefined;
  if (Math.abs(number) <= LARGEST) return number === 0 ? 0 : number;
  throw new EddaError(
    'invalid',
    'STREAM.NOT_A_NUMBER',
    `${kind} was given ${number}: give finite numbers up to ${LARGEST}.`,
  );
}
