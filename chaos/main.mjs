// npm run chaos -- NAME [--seed N] [--json FILE] [options of the run]; docs/chaos.md tells the rest
import { writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { parseArgs } from 'node:util';
import { buildEdda } from '../bench/lib/build.mjs';

const RUNS = {
  'event-store': async () => (await import('./event-store.mjs')).eventStore,
  messaging: async () => (await import('./messaging.mjs')).messaging,
  sagas: async () => (await import('./sagas.mjs')).sagas,
  rolling: async () => (await import('./rolling.mjs')).rolling,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    json: { type: 'string' },
    short: { type: 'boolean' },
    without: { type: 'string' },
    events: { type: 'string' },
    postgres: { type: 'string' },
    broker: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    'no-build': { type: 'boolean' },
  },
});
const [name = ''] = positionals;
if (!Object.hasOwn(RUNS, name)) {
  console.error(
    `Usage: npm run chaos -- ${Object.keys(RUNS).join('|')} [--seed N] [--json FILE] [--short] [--without PROTECTION] [--events N] [--postgres MAJOR] [--broker embedded|kafka] [--from COMMIT] [--to COMMIT] [--no-build]`,
  );
  process.exit(2);
}
const seed = wholeNumber('seed') ?? Date.now() % 1_000_000;

if (!values['no-build']) buildEdda();
console.log(`Seed ${seed}`);
let end = async () => undefined;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    interrupted = true;
    void end().finally(() => process.exit(128 + constants.signals[signal]));
  });
}
const chaos = await RUNS[name]();
const { rows, ok } = await chaos(
  { ...values, seed, events: wholeNumber('events'), major: wholeNumber('postgres') },
  (endNow) => (end = endNow),
).catch((error) => {
  // What ends at an interruption complains that it does.
  if (interrupted) return new Promise(() => undefined);
  throw error;
});
if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
process.exit(ok ? 0 : 1);

function wholeNumber(option) {
  const text = values[option];
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  console.error(`--${option} takes a whole number, not "${text}".`);
  process.exit(2);
}
