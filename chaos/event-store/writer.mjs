// A process of writers. Each works through one operation after the other, of random kind and size, until it is told to
// stop; an operation is tried again until the store has answered it.
import { setTimeout as delay } from 'node:timers/promises';
import { PostgresEventStore } from '@edda/event-store';
import { randomFrom } from '../lib/random.mjs';
import { Attempts } from './attempts.mjs';
import { obey, Reporter, settings } from './child.mjs';
import { LEDGER_MOVES, LedgerMoves } from './ledger-moves.mjs';
import { Journal } from '../lib/journal.mjs';
import { CALM } from './faults.mjs';
import { Operations, WEIGHTS } from './operations.mjs';
import { Outcomes } from './outcomes.mjs';
import { openPool } from '../lib/pool.mjs';

const { url, name, incarnation, seed, writers, folder, without, pace } = settings();
const reporter = new Reporter();
const journal = new Journal(`${folder}/${name}-${incarnation}.jsonl`);
const store = await PostgresEventStore.open({ url, source: name, poolSize: 10 });
new LedgerMoves(store.projections);
await store.projections.start({
  heartbeatMs: 1000,
  onError: (error) => console.error(new Date().toISOString(), error),
});
const pool = openPool({ connectionString: url, max: 4, lock_timeout: 10_000 });

/** What is being done to the store at the moment. */
const now = { fault: CALM };
let stopped = false;
let resume = null;
let paused = Promise.resolve();
let busy = 0;

async function write(index) {
  const random = randomFrom(seed, name, incarnation, index);
  const outcomes = new Outcomes({ name, journal, reporter });
  const attempts = new Attempts({ store, pool, random, outcomes, without });
  const operations = new Operations({ store, attempts, outcomes, random, now });
  while (!stopped) {
    await paused;
    if (stopped) return;
    busy++;
    try {
      await operations[random.weighted(WEIGHTS)]();
    } catch (error) {
      reporter.add('unexpected', 1);
      journal.write(['unexpected', now.fault, String(error?.stack ?? error)]);
    } finally {
      busy--;
    }
    if (pace > 0) await delay(random.between(0, 2 * pace));
  }
}

const all = Promise.all(Array.from({ length: writers }, (_, index) => write(index)));
setInterval(() => reporter.figure('busy', busy), 40).unref();

async function idle() {
  while (busy > 0) await delay(5);
  return true;
}

obey({
  fault: (fault) => void (now.fault = fault),
  pause() {
    paused = new Promise((resolve) => (resume = resolve));
    return idle();
  },
  resume: () => resume?.(),
  async stop() {
    stopped = true;
    resume?.();
    await all;
    reporter.send();
    return true;
  },
  async caughtUp(timeoutMs) {
    await store.projections.waitFor(LEDGER_MOVES, await store.finalPosition(), { timeoutMs });
    return true;
  },
  async close() {
    await Promise.all([store.close(), pool.end()]);
    reporter.send();
    return true;
  },
});
