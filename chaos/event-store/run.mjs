import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PostgresEventStore } from '@edda/event-store';
import { randomFrom } from '../lib/random.mjs';
import { Cast } from './cast.mjs';
import { Journal } from '../lib/journal.mjs';
import { Conductor, CONDUCTOR_NAME } from './conductor.mjs';
import { CALM, FAULTS } from './faults.mjs';
import { gather } from './evidence.mjs';
import { judge } from './oracle.mjs';
import { openPool } from '../lib/pool.mjs';
import { Recovery } from '../lib/recovery.mjs';
import { SCHEMA_SQL } from './schema.mjs';
import { startServer } from '../lib/server.mjs';

/**
 * One run over a server of its own.
 *
 * @param {{ seed: number, plan: object, without?: string, major?: number, say: (text: string) => void, ending: (end: () => Promise<void>) => void }} options
 *   `ending` is told how to end the run at once
 */
export async function run({ seed, plan, without, major, say, ending }) {
  const server = await startServer({ major });
  let cast;
  let pool;
  const end = async () => {
    await cast?.end();
    await pool?.end().catch(() => undefined);
    await server.stop();
  };
  ending(end);
  try {
    await createTables(server.url);
    const folder = join(server.directory, 'journals');
    await mkdir(folder);
    pool = openPool({ connectionString: server.url, max: 4, application_name: CONDUCTOR_NAME });
    const recovery = new Recovery();
    cast = new Cast({ url: server.url, folder, seed, plan, without, recovery, say });
    const random = randomFrom(seed, 'conductor');
    const journal = new Journal(join(folder, 'conductor-1.jsonl'));
    const conductor = new Conductor({ server, pool, cast, plan, random, recovery, journal, say });
    const startedAt = performance.now();
    const progress = setInterval(() => say(`${cast.acknowledged()} events acknowledged`), 10_000);
    try {
      await cast.start();
      await conductor.run();
    } finally {
      clearInterval(progress);
    }
    await cast.finish();
    const seconds = (performance.now() - startedAt) / 1000;
    say('reading the log');
    const evidence = await gather(pool, folder);
    const counts = judge(evidence);
    for (const what of cast.unfinished) counts.add(CALM, 'unfinished', what);
    for (const { fault, name } of conductor.stuck)
      counts.add(fault, 'unfinished', `${name} did not come forward again`);
    const hits = { ...cast.hits(), ...conductor.hits };
    const { deadlocks, redelivered } = cast.figures();
    counts.add('handler-failed', 'events', undefined, redelivered);
    return {
      rows: rowsOf(counts, evidence.log.events.length, hits, recovery),
      problems: counts.problems,
      seconds,
      deadlocks,
    };
  } finally {
    await end();
  }
}

async function createTables(url) {
  const store = await PostgresEventStore.open({ url, source: 'chaos', poolSize: 2 });
  await store.dataSource.query(SCHEMA_SQL);
  await store.close();
}

function rowsOf(counts, events, hits, recovery) {
  const row = (fault, hit, figures, recovered) => ({
    fault,
    hits: hit,
    ...figures,
    recoveryP50: recovery.percentile(recovered, 0.5),
    recoveryP99: recovery.percentile(recovered, 0.99),
  });
  const faults = Object.keys(FAULTS);
  const allHits = faults.reduce((sum, fault) => sum + (hits[fault] ?? 0), 0);
  return [
    ...faults.map((fault) => row(fault, hits[fault] ?? 0, counts.row(fault), fault)),
    row('total', allHits, counts.total(events), null),
  ];
}
