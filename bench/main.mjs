// npm run bench -- NAME [--json FILE] [options of the bench]
import { parseArgs } from 'node:util';
import { printTable, writeJson } from './lib/table.mjs';

const text = { type: 'string' };
const flag = { type: 'boolean' };
const COUNTS = ['documents', 'rounds', 'seconds', 'events', 'messages', 'finished'];

/** Loaded when asked for: one of them runs on Linux only. */
const BENCHES = {
  research: {
    options: { documents: text, install: flag },
    usage: '[--documents N] [--install]',
    load: async () => (await import('./research.mjs')).research,
  },
  'event-store': {
    options: { rounds: text, seconds: text, quick: flag, only: text, 'no-peers': flag },
    usage: '[--rounds N] [--seconds S] [--quick] [--only append|unit-of-work|read|replay|lag] [--no-peers]',
    load: async () => (await import('./event-store.mjs')).eventStore,
  },
  'event-store-size': {
    options: { rounds: text, seconds: text, events: text },
    usage: '[--events N] [--rounds N] [--seconds S]',
    load: async () => (await import('./event-store.mjs')).eventStoreSize,
  },
  messaging: {
    options: { rounds: text, messages: text, quick: flag, only: text },
    usage: '[--rounds N] [--messages N] [--quick] [--only relay|consume|keys|latency]',
    load: async () => (await import('./messaging.mjs')).messaging,
  },
  sagas: {
    options: { rounds: text, seconds: text, finished: text, quick: flag, only: text, 'no-peers': flag },
    usage: '[--rounds N] [--seconds S] [--finished N] [--quick] [--only steps|growth] [--no-peers]',
    load: async () => (await import('./sagas.mjs')).sagas,
  },
};

const name = process.argv[2] ?? '';
if (!Object.hasOwn(BENCHES, name)) refuse(`There is no bench called "${name}".`);
const { options, usage, load } = BENCHES[name];
const values = valuesOf(process.argv.slice(3));
const measure = await load();
const rows = await measure(values);
printTable(rows);
if (values.json) writeJson(values.json, rows);
process.exit(rows.every(({ ok }) => ok !== false) ? 0 : 1);

function valuesOf(args) {
  let given;
  try {
    given = parseArgs({ args, options: { ...options, json: text } }).values;
  } catch (error) {
    refuse(error.message);
  }
  for (const count of COUNTS) {
    if (given[count] !== undefined && !(Number(given[count]) > 0)) refuse(`--${count} takes a number above 0.`);
  }
  const words = /\[--only ([^\]]+)\]/.exec(usage)?.[1].split('|') ?? [];
  if (given.only !== undefined && !words.includes(given.only)) refuse(`--only takes one of ${words.join(', ')}.`);
  return given;
}

function refuse(why) {
  console.error(`${why}\nUsage: npm run bench -- NAME [--json FILE] [options], NAME with its options being one of`);
  for (const [known, bench] of Object.entries(BENCHES)) console.error(`  ${known} ${bench.usage}`);
  process.exit(2);
}
