import { fork } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ALL_TOPICS } from '@edda/event-schemas';
import { PostgresEventStore } from '@edda/event-store';
import { MESSAGING_MIGRATIONS } from '@edda/messaging';
import { SAGA_MIGRATIONS } from '@edda/sagas';
import { Journal } from '../lib/journal.mjs';
import { openPool } from '../lib/pool.mjs';
import { randomFrom } from '../lib/random.mjs';
import { Recovery } from '../lib/recovery.mjs';
import { startServer } from '../lib/server.mjs';
import { openBroker } from '../messaging/broker.mjs';
import { Cast } from './cast.mjs';
import { Clerk } from './clerk.mjs';
import { Conductor, CONDUCTOR_NAME } from './conductor.mjs';
import { CALM, FAULTS } from './faults.mjs';
import { Killer } from './killer.mjs';
import { CONTEXT_SQL, SAGAS_SQL, SWITCHED_OFF } from './schema.mjs';
import { settle } from './settle.mjs';
import { Starter } from './starter.mjs';

/**
 * One run over servers of its own.
 *
 * @param {{ seed: number, plan: object, without?: string, major?: number, say: (text: string) => void, ending: (end: () => Promise<void>) => void }} options
 *   `ending` is told how to end the run at once
 */
export async function run({ seed, plan, without, major, say, ending }) {
  const open = [];
  const end = async () => {
    for (const close of open.splice(0).reverse()) await close().catch((error) => say(String(error)));
  };
  ending(end);
  const opened = (close) => open.push(close);
  try {
    const database = await startServer({ major });
    opened(() => database.stop());
    const brokerServer = await startServer({ major });
    opened(() => brokerServer.stop());
    const contextUrl = await database.database('context');
    await createTables(database.url, [...MESSAGING_MIGRATIONS, ...SAGA_MIGRATIONS], SAGAS_SQL);
    await createTables(contextUrl, MESSAGING_MIGRATIONS, CONTEXT_SQL, SWITCHED_OFF[without]);
    const folder = join(database.directory, 'journals');
    await mkdir(folder);
    const given = { url: database.url, contextUrl, brokerUrl: brokerServer.url, folder, seed, without };
    const broker = openBroker({ ...plan, ...given });
    opened(() => broker.close());
    await broker.ensureTopics(ALL_TOPICS);
    const [pool, contextPool] = [database.url, contextUrl].map((connectionString) =>
      openPool({ connectionString, max: 4, application_name: CONDUCTOR_NAME }),
    );
    opened(() => Promise.all([pool.end(), contextPool.end()]));

    const recovery = new Recovery();
    const journal = new Journal(`${folder}/conductor.jsonl`);
    const cast = new Cast({ given, plan, recovery, say });
    opened(() => cast.end());
    const now = { fault: CALM };
    const random = (name) => randomFrom(seed, name);
    const starter = new Starter({ cast, pool, plan, random: random('starter'), journal, now });
    const clerk = new Clerk({ cast, pool, plan, random: random('clerk') });
    const killer = new Killer({ cast, plan, random: random('killer'), folder, say });
    const parts = { database, broker: brokerServer, cast, pool, plan, recovery, now, say };
    const conductor = new Conductor({ ...parts, random: random('conductor') });
    const startedAt = performance.now();
    const progress = setInterval(() => say(`${starter.started} sagas started, ${starter.underWay} under way`), 10_000);
    try {
      await cast.start();
      const isOver = () => conductor.isOver && killer.isDone;
      await Promise.all([starter.run(isOver), clerk.run(isOver), killer.run(), conductor.run()]);
      say('the sagas come to their ends');
      const left = await settle({ cast, clerk, broker, pool, contextPool, say, timeout: plan.settleMs });
      await cast.close();
      const seconds = (performance.now() - startedAt) / 1000;
      say('the verifier reads what is left');
      const verdict = await verify({ ...plan, ...given });
      for (const [fault, milliseconds] of verdict.recoveries) recovery.add(fault, milliseconds);
      const hits = sum(cast.hits(), starter.hits, conductor.hits, countEach(verdict.happened));
      const unfinished = [
        ...[...left, ...cast.unfinished].map((what) => [CALM, what]),
        ...conductor.stuck.map(({ fault, name }) => [fault, `${name} did not come forward again`]),
      ];
      const problems = [...verdict.problems, ...unfinished.map(([fault, what]) => `unfinished, ${fault}: ${what}`)];
      return { rows: rowsOf(verdict, unfinished, hits, recovery), problems, ended: verdict.ended, seconds };
    } finally {
      clearInterval(progress);
    }
  } finally {
    await end();
  }
}

/** The tables of a service, and others of the run. */
async function createTables(url, migrations, ...statements) {
  const store = await PostgresEventStore.open({ url, source: 'chaos', poolSize: 3 });
  const runner = store.dataSource.createQueryRunner();
  for (const Migration of migrations) await new Migration().up(runner);
  await runner.release();
  for (const statement of statements) if (statement) await store.dataSource.query(statement);
  await store.close();
}

/** @returns {Promise<{ rows: Record<string, object>, total: object, problems: string[], ended: Record<string, number>, happened: string[], recoveries: [string, number][] }>} */
function verify(settings) {
  const child = fork(fileURLToPath(new URL('./verifier.mjs', import.meta.url)), [JSON.stringify(settings)]);
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`The verifier ended with ${code} and said nothing.`)));
  });
}

function countEach(names) {
  const counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function sum(...all) {
  const total = {};
  for (const counts of all) {
    for (const [name, count] of Object.entries(counts)) total[name] = (total[name] ?? 0) + count;
  }
  return total;
}

function rowsOf({ rows, total }, unfinished, hits, recovery) {
  for (const [fault] of unfinished) {
    if (fault !== CALM) rows[fault].unfinished++;
    total.unfinished++;
  }
  const row = (fault, hit, figures, recovered) => ({
    fault,
    hits: hit,
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
