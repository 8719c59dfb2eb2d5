// A process that takes no part in the run: reads what it left behind and counts what went wrong.
import { openPool } from '../lib/pool.mjs';
import { settings } from '../lib/child.mjs';
import { definitionsIn } from './definitions.mjs';
import { gather } from './evidence.mjs';
import { FAILPOINTS, FAULTS } from './faults.mjs';
import { judge } from './oracle.mjs';
import { divergences } from './replay.mjs';
import { stepFacts } from './step-facts.mjs';

const { url, contextUrl, folder, patienceMs } = settings();
const pools = [url, contextUrl].map((connectionString) => openPool({ connectionString, max: 2 }));
const gathered = await gather(...pools, folder);
const definitions = Object.values(definitionsIn({ patienceMs }));
const evidence = { ...gathered, diverged: await divergences(pools[0], gathered, definitions) };
const { counts, happened } = judge(evidence, stepFacts(definitions));
await Promise.all(pools.map((pool) => pool.end()));

const faultAt = new Map(Object.entries(FAILPOINTS).map(([fault, point]) => [point, fault]));
const { killed, refused } = evidence.journals;
const ended = [...evidence.instances].reduce((all, { status }) => ({ ...all, [status]: (all[status] ?? 0) + 1 }), {});
process.send({
  rows: Object.fromEntries(Object.keys(FAULTS).map((fault) => [fault, counts.row(fault)])),
  total: counts.total(evidence.histories.size),
  problems: counts.problems,
  ended,
  happened: [...happened, ...killed.map(([, point]) => faultAt.get(point)), ...refused.map(() => 'version-removed')],
  recoveries: killed.flatMap(([, point, sagaId, at]) => {
    const next = evidence.histories.get(sagaId)?.find(({ recordedAt }) => recordedAt > at);
    return next ? [[faultAt.get(point), next.recordedAt - at]] : [];
  }),
});
process.disconnect();
