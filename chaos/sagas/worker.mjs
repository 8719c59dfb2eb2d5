// A process of the service that has the sagas: runs them, takes in what comes for them, and publishes what they send.
import { definitionOf, TOPICS } from '@edda/event-schemas';
import { PostgresEventStore } from '@edda/event-store';
import { definePolicy, startRelay, SubscriptionRunner } from '@edda/messaging';
import { obey, Reporter, settings } from '../lib/child.mjs';
import { Journal } from '../lib/journal.mjs';
import { openBroker } from '../messaging/broker.mjs';
import { definitionsIn } from './definitions.mjs';
import { doubling } from './doubling.mjs';
import { effectsOf } from './effects.mjs';
import { LOGGER } from './logger.mjs';
import { SagaOrdered, SagaSignalled, WorkAnswered } from './messages.mjs';
import { patiently } from './patiently.mjs';
import { openRuntime } from './runtime.mjs';
import { switchOff } from './switched-off.mjs';

const given = settings();
const { url, name, incarnation, folder, leaseMs, patienceMs, without, build = 'old' } = given;
await switchOff(without);
const reporter = new Reporter();
const journal = new Journal(`${folder}/${name}-${incarnation}.jsonl`);
const store = await patiently(() => PostgresEventStore.open({ url, source: 'content', poolSize: 16 }));
const { dataSource, unitOfWork } = store;
let armed = [];

const hit = (fault, sagaId) => {
  reporter.hit(fault);
  journal.write(['hit', fault, sagaId]);
};

const definitions = definitionsIn({ ...effectsOf(store, reporter, name, without), hit, patienceMs });
const BUILDS = {
  old: [definitions.old, definitions.ferry],
  new: [definitions.old, definitions.new, definitions.ferry],
  /** A build that has forgotten a version. */
  removed: [definitions.new, definitions.ferry],
};

const sagas = openRuntime({
  store,
  given,
  definitions: BUILDS[build],
  failpoint: (at, sagaId) => {
    if (!armed.includes(at)) return;
    journal.write(['killed', at, sagaId ?? null, Date.now()]);
    process.kill(process.pid, 'SIGKILL');
  },
});

const settle = ({ requestId, ok, step, round, index, attempt }) =>
  sagas.settle(
    requestId,
    ok
      ? { ok, result: { of: requestId, step, round, index, attempt } }
      : { ok, failure: { code: 'CHAOS.REFUSED', detail: 'The other context was asked to refuse this.' } },
  );

const start = async ({ sagaId, saga, state, version }) => {
  const wasStarted = await sagas.start(saga, sagaId, state, version ? { version } : {});
  if (!wasStarted) hit('started-twice', sagaId);
  return wasStarted;
};

const signal = ({ sagaId, signal, signalId }) => sagas.signal(sagaId, signal, { signalId }, { id: signalId });

const HANDLERS = new Map([
  [definitionOf(WorkAnswered).type, settle],
  [definitionOf(SagaOrdered).type, start],
  [definitionOf(SagaSignalled).type, signal],
]);

try {
  await patiently(
    () => sagas.begin(),
    (error) => error.code !== 'SAGA.VERSION_IN_USE',
  );
} catch (error) {
  console.error(new Date().toISOString(), String(error));
  journal.write(['refused', String(error.message)]);
  process.exit(3);
}
const broker = openBroker(given);
const subscription = new SubscriptionRunner(
  {
    name: 'answers',
    group: 'content.answers',
    topics: [TOPICS.learning.event.name],
    messages: [WorkAnswered, SagaOrdered, SagaSignalled].map(definitionOf),
    rejection: null,
    policy: definePolicy('answers', {
      concurrency: 12,
      prefetch: 100,
      retry: { attempts: 100, backoff: 'exponential', initialMs: 20, maxMs: 1_000, jitter: 0.2 },
    }),
    async handle({ type, data }) {
      await HANDLERS.get(type)(data);
      unitOfWork.afterCommit(() => reporter.progress(name));
    },
  },
  { service: 'content', dataSource, unitOfWork, broker, logger: LOGGER },
);
await patiently(() => subscription.start());
const twice = doubling(broker, { given, journal, reporter });
const relay = startRelay({ store, broker: twice, logger: LOGGER, leaseMs });

obey({
  /** @param {string[]} failpoints */
  arm(failpoints) {
    armed = failpoints;
    return true;
  },
  start,
  async signal(asked) {
    await signal(asked);
    return true;
  },
  /** @returns null, or the code with which it was refused */
  async control({ sagaId, control }) {
    try {
      await sagas.control(sagaId, control);
      return null;
    } catch (error) {
      if (typeof error.code !== 'string' || !error.code.startsWith('SAGA.')) throw error;
      return error.code;
    }
  },
  lag: () => relay.lag(),
  async close() {
    await subscription.stop(5_000);
    await sagas.stop(5_000);
    await relay.stop();
    await broker.close();
    await store.close();
    reporter.send();
    return true;
  },
});
