import { doing, done, say } from './progress.mjs';

/**
 * Measures subjects in turn, round by round, each round beginning with another of them, so that what else the machine
 * does meets all of them alike. Another event store that fails is left out from then on, with a line that says so.
 *
 * @template {{ name: string, isPeer?: boolean }} S
 * @param {{ label: string, rounds: number, subjects: S[], prepare?: (subject: S) => Promise<unknown>, measure: (subject: S) => Promise<number> }} plan
 * @returns {Promise<Map<S, number>>} the median of each
 */
export async function interleaved({ label, rounds, subjects, prepare = async () => undefined, measure }) {
  const values = new Map(subjects.map((subject) => [subject, []]));
  const turn = async (subject, work) => {
    if (!values.has(subject)) return;
    try {
      await work(subject);
    } catch (error) {
      if (!subject.isPeer) throw error;
      values.delete(subject);
      say(`${label}: ${subject.name} is not measured: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  for (const subject of subjects) await turn(subject, prepare);
  for (let round = 0; round < rounds; round++) {
    for (let place = 0; place < subjects.length; place++) {
      const next = subjects[(round + place) % subjects.length];
      doing(`${label}, round ${round + 1} of ${rounds}: ${next.name}`);
      await turn(next, async (subject) => values.get(subject).push(await measure(subject)));
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
