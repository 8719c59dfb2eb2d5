import { doing, done } from '../event-store/progress.mjs';
import { percentile } from '../event-store/rounds.mjs';
import { judged } from '../event-store/rows.mjs';
import { localSaga } from './definitions.mjs';
import { EddaSagas } from './edda.mjs';
import { AT_ONCE, rateOf } from './rate.mjs';
import { BENCH } from './steps.mjs';

const LENGTH = 3;
const FEW = 100;

/** The time of a local step with few finished instances, and with many. */
export async function measureGrowth(server, { finished, rounds, seconds }) {
  const few = [];
  const many = [];
  const full = await filled(server, 'many', finished);
  try {
    for (let round = 0; round < rounds; round++) {
      const fresh = await filled(server, `few${round}`, FEW);
      doing(`steps among finished instances, round ${round + 1} of ${rounds}`);
      const measure = async (sagas) => (await rateOf(() => runOne(sagas), LENGTH, seconds)).stepsPerSecond;
      if (round % 2 === 0) few.push(await measure(fresh));
      many.push(await measure(full));
      if (round % 2 === 1) few.push(await measure(fresh));
      await fresh.close();
    }
  } finally {
    await full.close();
  }
  done();
  const workload = `steps among finished instances, ${AT_ONCE} at once`;
  const subject = (count) => `${workload}: ${count}`;
  const [before, after] = [percentile(few, 0.5), percentile(many, 0.5)];
  const ratio = after / before;
  return [
    { bench: BENCH, subject: subject(FEW), value: before, unit: 'steps/s' },
    {
      bench: BENCH,
      subject: subject(finished),
      value: after,
      unit: 'steps/s',
      ratioTo: subject(FEW),
      ratio,
      ...judged(ratio, '>= 0.8'),
    },
  ];
}

const runOne = (sagas) => sagas.run(`add-${LENGTH}-here`, LENGTH);

async function filled(server, label, count) {
  const sagas = await EddaSagas.open(server, label);
  await sagas.start([localSaga(LENGTH, sagas.ended)]);
  let left = count;
  const worker = async () => {
    while (left-- > 0) {
      if (left % 10_000 === 0) doing(`${label}: ${count - left} of ${count} instances`);
      await runOne(sagas);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return sagas;
}
