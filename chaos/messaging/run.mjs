import { fork } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ALL_TOPICS } from '@edda/event-schemas';
import { PostgresEventStore } from '@edda/event-store';
import { MESSAGING_MIGRATIONS } from '@edda/messaging';
import { openPool } from '../lib/pool.mjs';
import { randomFrom } from '../lib/random.mjs';
import { Recovery } from '../lib/recovery.mjs';
import { startServer } from '../lib/server.mjs';
import { startBrokerServer } from './broker-server.mjs';
import { openBroker } from './broker.mjs';
import { Cast } from './cast.mjs';
import { Conductor } from './conductor.mjs';
import { CALM, FAULTS, OPTIONAL } from './faults.mjs';
import { Letters } from './letters.mjs';
import { EFFECTS_SQL, SWITCHED_OFF } from './schema.mjs';
import { settle } from './settle.mjs';
import { throttle } from './throttle.mjs';

/**
 * One run over servers of its own.
 *
 * @param {{ seed: number, plan: object, kind: 'embedded' | 'kafka', without?: string, major?: number, say: (text: string) => void, ending: (end: () => Promise<void>) => void }} options
 *   `ending` is told how to end the run at once
 */
export async function run({ seed, plan, kind, without, major, say, ending }) {
  const open = [];
  const end = async () => {
    for (const close of open.splice(0).reverse()) await close().catch((error) => say(String(error)));
  };
  ending(end);
  const opened = (close) => open.push(close);
  try {
    const database = await startServer({ major });
    opened(() => database.stop());

    const brokerServer = await startBrokerServer(kind, major);
    opened(() => brokerServer.stop());
    if (!brokerServer.disk) say('No disk of a limited size can be made here: it is not filled.');
    const readerUrl = await database.database('reader');
    await createTables(database.url, [], opened);
    const reader = await createTables(readerUrl, [EFFECTS_SQL, SWITCHED_OFF[without]], opened);
    const folder = join(database.directory, 'journals');
    await mkdir(folder);
    const given = { url: database.url, readerUrl, brokerUrl: brokerServer.url, folder, seed, without };
    const broker = openBroker({ ...plan, ...given });
    opened(() => broker.close());
    await broker.ensureTopics(ALL_TOPICS);
    const pool = openPool({ connectionString: readerUrl, max: 2 });
    opened(() => pool.end());

    const recovery = new Recovery();
    const cast = new Cast({ given, plan, recovery, say });
    opened(() => cast.end());
    const letters = new Letters(reader.unitOfWork);
    const random = randomFrom(seed, 'conductor');
    const conductor = new Conductor({ database, broker: brokerServer, cast, letters, plan, random, recovery, say });
    const startedAt = performance.now();
    const progress = setInterval(() => say(`${cast.acknowledged()} messages acknowledged`), 10_000);
    try {
      await cast.start();
      const end = throttle({ cast, pool, plan });
      await conductor.run().finally(end);
    } finally {
      clearInterval(progress);
    }
    await cast.stopWriting();
    say('the consumers catch up');
    const left = await settle({ cast, broker, pool, letters, say, timeout: without && plan.settleMs });
    await cast.close();
    const seconds = (performance.now() - startedAt) / 1000;
    say('the verifier reads what is left');
    const verdict = await verify(given);
    const hits = { ...cast.hits(), ...conductor.hits };
    const unfinished = [
      ...[...left, ...cast.unfinished].map((what) => [CALM, what]),
      ...conductor.stuck.map(({ fault, name }) => [fault, `${name} did not come forward again`]),
    ];
    const rows = rowsOf(verdict, unfinished, hits, recovery);
    const isPossible = ({ fault }) => !OPTIONAL.has(fault) || brokerServer.disk !== null;
    const problems = [...verdict.problems, ...unfinished.map(([fault, what]) => `unfinished, ${fault}: ${what}`)];
    return { rows: rows.filter(isPossible), problems, seconds };
  } finally {
    await end();
  }
}

/** The tables of a service, and others of the run. */
async function createTables(url, statements, opened) {
  const store = await PostgresEventStore.open({ url, source: 'chaos', poolSize: 3 });
  opened(() => store.close());
  const runner = store.dataSource.createQueryRunner();
  for (const Migration of MESSAGING_MIGRATIONS) await new Migration().up(runner);
  await runner.release();
  for (const statement of statements) if (statement) await store.dataSource.query(statement);
  return store;
}

/** @returns {Promise<{ rows: Record<string, object>, total: object, problems: string[] }>} */
function verify(given) {
  const child = fork(fileURLToPath(new URL('./verifier.mjs', import.meta.url)), [JSON.stringify(given)]);
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`The verifier ended with ${code} and said nothing.`)));
  });
}

function rowsOf({ rows, total }, unfinished, hits, recovery) {
  for (const [fault] of unfinished) {
    if (fault !== CALM) rows[fault].unfinished++;
    total.unfinished++;
  }
  const row = (fault, hit, figures, recovered) => ({
    fault,
    hits: hit,
    redeliveries: 0,
    ...figures,
    recoveryP50: recovery.percentile(recovered, 0.5),
    recoveryP99: recovery.percentile(recovered, 0.99),
  });
  const allHits = Object.keys(FAULTS).reduce((sum, fault) => sum + (hits[fault] ?? 0), 0);
  return [
    ...Object.entries(rows).map(([fault, figures]) => row(fault, hits[fault] ?? 0, figures, fault)),
    row('total', allHits, total, null),
  ];
}
