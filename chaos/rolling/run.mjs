import { readFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openPool } from '../lib/pool.mjs';
import { randomFrom } from '../lib/random.mjs';
import { startServer } from '../lib/server.mjs';
import { within } from '../lib/within.mjs';
import { startBrokerServer } from '../messaging/broker-server.mjs';
import { Client } from './client.mjs';
import { readEvidence } from './evidence.mjs';
import { FileServer } from './file-server.mjs';
import { Fleet, SERVICES, STATEFUL } from './fleet.mjs';
import { Load } from './load.mjs';
import { Observer } from './observer.mjs';
import { judge } from './oracle.mjs';

const LOOK_MS = 500;
const CLOSE_MS = 20_000;

/**
 * Replaces all services of one build by those of another, under load.
 *
 * @param {{ seed: number, from: import('./builds.mjs').Build, to: import('./builds.mjs').Build, plan: object, kind: 'embedded' | 'kafka', major?: number, say: (text: string) => void, ending: (end: () => Promise<void>) => void }} options
 */
export async function run({ seed, from, to, plan, kind, major, say, ending }) {
  const open = [];
  const end = async () => {
    for (const close of open.splice(0).reverse()) {
      if (!(await within(CLOSE_MS, close()))) say('something did not close');
    }
  };
  ending(end);
  try {
    const server = await startServer({ major });
    open.push(() => server.stop());
    const broker = kind === 'embedded' ? { url: await server.database('broker') } : await startBrokerServer(kind);
    if (broker.stop) open.push(() => broker.stop());
    const databases = {};
    for (const service of STATEFUL) databases[service] = await server.database(`edda_${service.replaceAll('-', '_')}`);
    const pools = new Map(
      STATEFUL.map((service) => [service, openPool({ connectionString: databases[service], max: 1 })]),
    );
    open.push(() => Promise.all([...pools.values()].map((pool) => pool.end())));
    const files = new FileServer();
    await files.listen();
    open.push(() => files.close());

    const fleet = new Fleet({ databases, brokerUrl: broker.url, folder: server.directory, say });
    open.push(() => fleet.close());
    await fleet.open();
    const rolled = plan.services ?? SERVICES;
    await fleet.start(from, (service) => (rolled.includes(service) ? plan.instances : 1));
    const observer = new Observer(broker.url);
    open.push(() => observer.close());
    await observer.start();

    const client = new Client(fleet.url);
    const load = new Load({ client, files: files.url, random: (name) => randomFrom(seed, name), plan });
    const startedAt = performance.now();
    const loaded = load.run();
    await delay(plan.calmMs);
    if (to.migrates) {
      say(`migrate of ${to.name}`);
      await fleet.migrate(to);
      fleet.isMigrated = true;
    }
    const answers = { before: { ...client.answers } };
    for (const service of rolled) {
      await fleet.roll(service, to);
      answers[service] = { ...client.answers };
    }
    await delay(plan.calmMs);
    load.finish();
    say('what was begun comes to its end');
    await loaded;
    answers.after = { ...client.answers };
    const evidence = await settled(pools, observer, plan.settleMs);
    const seconds = (performance.now() - startedAt) / 1000;
    say('the services are stopped');
    await fleet.stop();
    const verdict = judge({ items: load.items, evidence, seen: observer.seen });
    const problems = [...client.problems, ...load.problems];
    return {
      verdict,
      problems,
      answers,
      figures: fleet.figures,
      items: load.items,
      evidence,
      seconds,
      logged: await errorsIn(server.directory),
    };
  } finally {
    await end();
  }
}

/** Waits until nothing is under way any more, or the time is up. */
async function settled(pools, observer, timeout) {
  const end = performance.now() + timeout;
  for (;;) {
    const evidence = await readEvidence(pools);
    const ids = new Set(observer.seen.map(({ id }) => id));
    const isPublished = evidence.log.every(({ topic, id }) => topic === null || ids.has(id));
    const isQuiet = evidence.sagas.length === 0 && evidence.parked.length === 0 && evidence.waiting === 0;
    if ((isPublished && isQuiet) || performance.now() > end) return evidence;
    await delay(LOOK_MS);
  }
}

/** Lines of the services' logs that tell of an error, each message once with how often it came. */
async function errorsIn(folder) {
  const counts = new Map();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.log'))) {
    for (const line of (await readFile(join(folder, name), 'utf8')).split('\n')) {
      if (!/^\{.*"level":"(error|fatal)"/.test(line)) continue;
      const { service, message, error } = JSON.parse(line);
      const what = `${service}: ${message}${error ? ` (${error.code ?? error.message})` : ''}`;
      counts.set(what, (counts.get(what) ?? 0) + 1);
    }
  }
  return [...counts].map(([what, times]) => `${times} x ${what}`);
}
