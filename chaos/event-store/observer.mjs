// A process that does not append, and is never killed: subscriptions without a name, and a reader that reads all of the log
// again and again from behind the last event it saw. It notes what it saw, in the order in which it saw it.
import { setTimeout as delay } from 'node:timers/promises';
import { PostgresEventStore } from '@edda/event-store';
import { obey, Reporter, settings } from './child.mjs';
import { Journal } from '../lib/journal.mjs';
import { LEDGER_MOVES, LedgerMoves } from './ledger-moves.mjs';
import './messages.mjs';

const { url, name, folder } = settings();
const reporter = new Reporter();
const store = await PostgresEventStore.open({ url, source: name, poolSize: 6 });
new LedgerMoves(store.projections);

function observer(actor) {
  const journal = new Journal(`${folder}/seen-${actor}.jsonl`);
  const unwritten = [];
  const flush = () => {
    if (unwritten.length > 0) journal.write(unwritten.splice(0));
  };
  setInterval(flush, 200).unref();
  return {
    see({ position, id }) {
      unwritten.push([position, id]);
      reporter.progress(actor);
    },
    flush,
  };
}

const observers = [];
const subscriptions = [];

/** From the beginning: catches up, then goes on live. */
function follow(actor) {
  const { see, flush } = observer(actor);
  observers.push(flush);
  subscriptions.push(
    store.subscribe({
      handleBatch: async (events) => events.forEach(see),
      onError: (error) => console.error(new Date().toISOString(), actor, error),
    }),
  );
}

const reader = observer('reader');
observers.push(reader.flush);
let seenUpTo = 0;
let reading = true;

async function readOnce() {
  for await (const event of store.readAll({ allTenants: true, from: seenUpTo + 1, batchSize: 200 })) {
    reader.see(event);
    seenUpTo = event.position;
  }
}

const reads = (async () => {
  while (reading) {
    await readOnce().catch((error) => console.error(new Date().toISOString(), 'reader', String(error)));
    await delay(100);
  }
})();

follow('live');
obey({
  follow,
  async rebuild(timeoutMs) {
    await store.projections.rebuild(LEDGER_MOVES, { signal: AbortSignal.timeout(timeoutMs) });
    return true;
  },
  async caughtUp(timeout) {
    await Promise.all(subscriptions.map((one) => one.caughtUp(AbortSignal.timeout(timeout))));
    reading = false;
    await reads;
    await readOnce();
    return true;
  },
  async close() {
    await store.close();
    for (const flush of observers) flush();
    reporter.send();
    return true;
  },
});
