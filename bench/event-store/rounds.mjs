import { doing, done } from './progress.mjs';

/**
 * Measures subjects in turn, round by round, each round beginning with another of them, so that what else the machine
 * does meets all of them alike.
 *
 * @template S
 * @param {{ label: string, rounds: number, subjects: S[], measure: (subject: S) => Promise<number> }} plan
 * @returns {Promise<Map<S, number>>} the median of each
 */
export async function interleaved({ label, rounds, subjects, measure }) {
  const values = new Map(subjects.map((subject) => [subject, []]));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < subjects.length; turn++) {
      const subject = subjects[(round + turn) % subjects.length];
      doing(`${label}, round ${round + 1} of ${rounds}: ${subject.name}`);
      values.get(subject).push(await measure(subject));
    }
  }
  done();
  return new Map([...values].map(([subject, all]) => [subject, percentile(all, 0.5)]));
}

/** The value that this share of all lies at or below; the median is the middle of the two values in the middle. */
export function percentile(values, share) {
  const sorted = values.toSorted((left, right) => left - right);
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
}
