import { interleaved, percentile } from '../event-store/rounds.mjs';
import { judged } from '../event-store/rows.mjs';
import { AT_ONCE, rateOf } from './rate.mjs';

export const BENCH = 'sagas';
export const LENGTHS = [3, 10];

/** How much faster than the local steps of the peer, and how much shorter. */
const BARS = {
  local: { rate: '>= 5', time: '<= 0.333' },
  remote: { rate: '>= 1' },
};

/** Sagas of three and of ten steps, local ones and such that go to another context and back, beside local ones of a peer. */
export async function measureSteps(subjects, plan) {
  const rows = [];
  for (const length of LENGTHS) {
    const label = `${length} steps, ${AT_ONCE} at once`;
    const times = new Map(subjects.map((subject) => [subject, []]));
    const rates = await interleaved({
      label,
      rounds: plan.rounds,
      subjects,
      prepare: (subject) => rateOf(() => subject.run(length), length, 0.5),
      measure: async (subject) => {
        const { stepsPerSecond, stepMs } = await rateOf(() => subject.run(length), length, plan.seconds);
        times.get(subject).push(stepMs);
        return stepsPerSecond;
      },
    });
    const peer = [...rates.keys()].find(({ isPeer }) => isPeer);
    for (const [subject, rate] of rates) {
      const bars = BARS[subject.key] ?? {};
      const time = percentile(times.get(subject), 0.5);
      rows.push(
        row(`${label}: ${subject.name}`, rate, 'steps/s', bars.rate, peer, rates.get(peer), label),
        row(
          `${label}, p50 of a step: ${subject.name}`,
          time,
          'ms',
          bars.time,
          peer,
          peer && percentile(times.get(peer), 0.5),
          `${label}, p50 of a step`,
        ),
      );
    }
  }
  return rows;
}

function row(subject, value, unit, bar, peer, peerValue, workload) {
  if (!bar || peerValue === undefined) return { bench: BENCH, subject, value, unit };
  const ratio = value / peerValue;
  return { bench: BENCH, subject, value, unit, ratioTo: `${workload}: ${peer.name}`, ratio, ...judged(ratio, bar) };
}
