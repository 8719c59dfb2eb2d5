import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { doing, done } from './progress.mjs';
import { fill } from './filling.mjs';
import { interleaved } from './rounds.mjs';
import { comparedRows, judged } from './rows.mjs';

const READER = fileURLToPath(new URL('./replay-process.mjs', import.meta.url));
/** The quickest of 250, 500, 1,000 and 2,000. */
const CURSOR_BATCH = 1000;

/** A process of Node takes memory until some 150,000 events have passed; what it takes beyond that would be a leak. */
const MEMORY_EVENTS = [200_000, 2_000_000];

/**
 * All events of a log through Edda, decoded, against a bare cursor over the same rows; then the memory of a process that
 * replays ten times as many.
 *
 * @param cursor reads rows through `pg-cursor`, or undefined
 */
export async function measureReplay(bench, { url, store }, cursor, { rounds, quick }) {
  const events = quick ? 5_000 : 50_000;
  doing(`replay: filling the log with ${events} events`);
  await store.dataSource.query('truncate events, streams');
  await fill(store.dataSource, events);
  const label = `replay ${events.toLocaleString('en')} events`;
  const subjects = [{ name: 'Edda', read: () => readAll(store) }];
  if (cursor) subjects.push({ name: 'bare cursor', read: () => cursor(pg, url, CURSOR_SQL, CURSOR_BATCH) });
  const measure = async ({ name, read }) => {
    const startedAt = performance.now();
    const count = await read();
    if (count !== events) throw new Error(`${name} replayed ${count} of ${events} events.`);
    return (count * 1000) / (performance.now() - startedAt);
  };
  const medians = await interleaved({ label, rounds, subjects, prepare: measure, measure });
  const rows = comparedRows(bench, label, 'events/s', medians, { 'bare cursor': '>= 0.7' });
  return quick ? rows : [...rows, ...(await measureMemory(bench, url, store))];
}

async function measureMemory(bench, url, store) {
  const label = 'memory of a process that replays';
  const peaks = [];
  for (const count of MEMORY_EVENTS) {
    doing(`${label}: ${count} events`);
    await fill(store.dataSource, count);
    peaks.push(await replayInProcess(url, count));
  }
  done();
  const [few, many] = MEMORY_EVENTS.map((count) => `${label}: ${count.toLocaleString('en')} events`);
  const ratio = peaks[1] / peaks[0];
  return [
    { bench, subject: few, value: peaks[0], unit: 'MiB' },
    { bench, subject: many, value: peaks[1], unit: 'MiB', ratioTo: few, ratio, ...judged(ratio, '<= 1.25') },
  ];
}

const CURSOR_SQL = `
  select position, id, kind, tenant_id, stream_id, category, version, previous_public, type, schema_version, topic, data,
         metadata, recorded_at
    from events order by position`;

async function readAll(store) {
  let count = 0;
  for await (const event of store.readAll({ allTenants: true })) count += event.position > 0 ? 1 : 0;
  return count;
}

/** Peak memory (RSS, MiB) of a process of its own that replays the log. */
async function replayInProcess(url, events) {
  const child = spawn(process.execPath, [READER], {
    env: { ...process.env, URL: url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  await new Promise((resolve) => child.on('close', resolve));
  const { count, peakMiB } = JSON.parse(text);
  if (count !== events) throw new Error(`A process replayed ${count} of ${events} events.`);
  return peakMiB;
}
