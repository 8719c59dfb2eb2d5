// A process that takes no part in the run: reads what it left behind and counts what went wrong.
import { openPool } from '../lib/pool.mjs';
import { settings } from '../lib/child.mjs';
import { gather } from './evidence.mjs';
import { FAULTS } from './faults.mjs';
import { judge } from './oracle.mjs';

const { url, readerUrl, folder } = settings();
const pools = [url, readerUrl].map((connectionString) => openPool({ connectionString, max: 2 }));
const evidence = await gather(...pools, folder);
const counts = judge(evidence);
await Promise.all(pools.map((pool) => pool.end()));
process.send({
  rows: Object.fromEntries(Object.keys(FAULTS).map((fault) => [fault, counts.row(fault)])),
  total: counts.total(evidence.sent.length),
  problems: counts.problems,
});
process.disconnect();
