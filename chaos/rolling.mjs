// A rolling update under load: every service of one build is replaced by that of another, instance by instance, while
// requests go on. Nothing may be lost, happen twice or come out of order, and no process may end otherwise than well.
import { buildOf } from './rolling/builds.mjs';
import { FULL, SHORT } from './rolling/plans.mjs';
import { report } from './rolling/report.mjs';
import { run } from './rolling/run.mjs';

const BROKERS = ['embedded', 'kafka'];

/**
 * @param {{ seed: number, from?: string, to?: string, short?: boolean, broker?: string, major?: number }} options `from`, `to`: commits; the present build unless given
 * @param {(end: () => Promise<void>) => void} ending is told how to end what runs at once
 * @returns {Promise<{ rows: object[], ok: boolean }>}
 */
export async function rolling({ seed, from, to, short, broker = 'embedded', major }, ending) {
  if (!BROKERS.includes(broker))
    throw new Error(`There is no broker "${broker}" here: --broker is one of ${BROKERS.join(', ')}.`);
  const say = speaker();
  const builds = { from: await buildOf(from, say), to: await buildOf(to, say) };
  const plan = short ? SHORT : FULL;
  return report(await run({ seed, ...builds, plan, kind: broker, major, say, ending }), builds);
}

function speaker() {
  const startedAt = performance.now();
  return (text) =>
    process.stderr.write(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${text}\n`);
}
