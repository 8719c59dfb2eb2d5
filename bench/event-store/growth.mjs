import { appendFor } from './appenders.mjs';
import { EVENTS_PER_STREAM, fill } from './filling.mjs';
import { doing, done, say } from './progress.mjs';
import { interleaved } from './rounds.mjs';
import { judged } from './rows.mjs';
import { onServer } from './server.mjs';
import { openEdda } from './subjects/edda.mjs';

const BENCH = 'event-store-size';
const SHORT = 10_000;
/** As many old streams are appended to, about. */
const SAMPLE = 20_000;

/**
 * What appending costs on a long log against a short one, both on one server: to new streams, and to old ones picked at
 * random.
 *
 * @param {{ rounds?: string, seconds?: string, events?: string }} options
 */
export async function growth({ rounds = '7', seconds = '3', events = '10000000' }) {
  const long = Number(events);
  return onServer(async (server) => {
    const open = async (count) => ({ ...(await openEdda(await server.database('edda'))), name: named(count), count });
    const logs = [await open(SHORT), await open(long)];
    try {
      await fill(logs[1].store.dataSource, long, report(long));
      await logs[1].store.dataSource.query('checkpoint');
      const plan = { rounds: Number(rounds), seconds: Number(seconds), logs };
      const rows = [];
      for (const appenders of [1, 16]) {
        rows.push(...(await measure(plan, `append to new streams, ${appenders} at once`, appenders, newStreams)));
        rows.push(...(await measure(plan, `append to old streams, ${appenders} at once`, appenders, oldStreams)));
      }
      return rows;
    } finally {
      for (const log of logs) await log.close();
    }
  });
}

async function measure({ rounds, seconds, logs }, label, appenders, pattern) {
  const [short, long] = logs;
  const medians = await interleaved({
    label,
    rounds,
    subjects: logs,
    measure: async (log) => {
      // It would not stay short otherwise.
      if (log === short) {
        await log.clear();
        await fill(log.store.dataSource, SHORT);
      }
      const append = await pattern(log);
      await appendFor(seconds / 4, appenders, 1, append);
      return 1_000_000 / (await appendFor(seconds, appenders, 1, append));
    },
  });
  const subject = ({ name }) => `${label}: ${name}`;
  const row = (log) => ({ bench: BENCH, subject: subject(log), value: medians.get(log), unit: 'µs/append' });
  const ratio = medians.get(long) / medians.get(short);
  return [row(short), { ...row(long), ratioTo: subject(short), ratio, ...judged(ratio, '<= 1.3') }];
}

async function newStreams(log) {
  return (stream, version) => log.append(stream, version, 1);
}

async function oldStreams(log) {
  const rows = await log.store.dataSource.query(
    `select substr(stream_id, length(category) + 2) as id from streams tablesample bernoulli ($1)`,
    [Math.min(100, (100 * SAMPLE * EVENTS_PER_STREAM) / log.count)],
  );
  return () => log.appendToAny(rows[Math.floor(Math.random() * rows.length)].id);
}

/** Says every few seconds how much of the log is there. */
function report(total) {
  const startedAt = performance.now();
  let saidAt = 0;
  say(`Filling a log with ${named(total)}; this takes some minutes for millions.`);
  return (there) => {
    const now = performance.now();
    if (now - saidAt < 5_000 && there < total) return;
    saidAt = now;
    const left = ((now - startedAt) * (total - there)) / there / 1000;
    doing(`filling the log: ${Math.round((there / total) * 100)} %, ${Math.ceil(left)} s left`);
    if (there >= total) done();
  };
}

function named(count) {
  return `${count.toLocaleString('en')} events`;
}
