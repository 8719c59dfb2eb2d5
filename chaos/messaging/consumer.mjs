// A process of subscriptions: each writes a row for every message it handles, in the unit of work of the handler.
import { setTimeout as delay } from 'node:timers/promises';
import { ALL_TOPICS, definitionOf, TOPICS } from '@edda/event-schemas';
import { PostgresEventStore } from '@edda/event-store';
import { EddaError } from '@edda/kernel';
import { definePolicy, SubscriptionRunner } from '@edda/messaging';
import { obey, Reporter, settings } from '../lib/child.mjs';
import { Journal } from '../lib/journal.mjs';
import { randomFrom } from '../lib/random.mjs';
import { MESSAGE_LOGGER, openBroker } from './broker.mjs';
import { declareNews, LetterSent, NewsPrinted, PrintLetter } from './messages.mjs';

const given = settings();
const { readerUrl, name, incarnation, seed, folder, failing, deployed = 1 } = given;
declareNews(deployed);

const random = randomFrom(seed, name, incarnation);
const reporter = new Reporter();
const journal = new Journal(`${folder}/${name}-${incarnation}.jsonl`);
const store = await PostgresEventStore.open({ url: readerUrl, source: 'learning', poolSize: 12 });
const broker = openBroker(given);
await broker.ensureTopics(ALL_TOPICS);
let armed = null;

class HandlerFailed extends Error {}

const INSERT = 'insert into chaos_effects (subscription, key, message_id, version) values ($1, $2, $3, $4)';
const failedAt = new Map();

/** Writes the effect of a message, takes its time, and sometimes fails, so that the effect must be undone. */
async function handle(subscription, { id, key, sequence, data }) {
  journal.write(['begun', subscription, id]);
  if (data.poison) {
    reporter.hit('poison');
    throw new EddaError('invalid', 'CHAOS.POISON', 'This message is refused until it is mended.');
  }
  await (await store.unitOfWork.manager()).query(INSERT, [subscription, key, id, sequence]);
  if (data.slowMs) {
    reporter.hit('slow-handler');
    await delay(data.slowMs);
  }
  if (random.chance(0.05)) await delay(random.between(1, 60));
  if (random.chance(failing)) {
    reporter.hit('handler-failed');
    journal.write(['failed', subscription, id]);
    failedAt.set(id, Date.now());
    throw new HandlerFailed('The handler fails on purpose, after its effect.');
  }
  store.unitOfWork.afterCommit(() => {
    reporter.progress(subscription, [key]);
    reporter.add('handled', 1);
    const failed = failedAt.get(id);
    if (failed !== undefined) reporter.recovered('handler-failed', Date.now() - failed);
    failedAt.delete(id);
  });
}

const POLICY = {
  concurrency: 12,
  prefetch: 100,
  retry: { attempts: 100, backoff: 'exponential', initialMs: 20, maxMs: 1_000, jitter: 0.2 },
};

function runner(subscription, topic, payloads) {
  const group = `learning.${subscription}`;
  const definition = {
    name: subscription,
    group,
    topics: [topic.name],
    messages: payloads.map(definitionOf),
    rejection: null,
    policy: definePolicy(subscription, POLICY),
    handle: (delivery) => handle(subscription, delivery),
  };
  const { dataSource, unitOfWork } = store;
  return new SubscriptionRunner(definition, {
    ...{ service: 'learning', dataSource, unitOfWork, broker, logger: MESSAGE_LOGGER },
    failpoints: (at) => {
      if (at === armed) process.kill(process.pid, 'SIGKILL');
    },
  });
}

let running = [];

async function join() {
  const runners = [
    runner('letters', TOPICS.content.event, [LetterSent, NewsPrinted]),
    runner('prints', TOPICS.learning.command, [PrintLetter]),
  ];
  for (const one of runners) {
    while (
      !(await one.start().then(
        () => true,
        (error) => {
          console.error(new Date().toISOString(), 'could not start', String(error));
          return false;
        },
      ))
    )
      await delay(200);
  }
  running = runners;
  return true;
}

async function leave() {
  await Promise.all(running.map((one) => one.stop(5_000)));
  running = [];
  return true;
}

await join();

obey({
  arm(failpoint) {
    armed = failpoint;
    return true;
  },
  join,
  leave,
  failures: () => running.flatMap((one) => (one.failure() ? [String(one.failure())] : [])),
  async close() {
    await leave();
    await broker.close();
    await store.close();
    reporter.send();
    return true;
  },
});
