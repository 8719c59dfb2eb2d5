// A process of subscribers: writes a row for every event it handles, in the unit of work of the handler.
import { setTimeout as delay } from 'node:timers/promises';
import { PostgresEventStore } from '@edda/event-store';
import { randomFrom } from '../lib/random.mjs';
import { obey, Reporter, settings } from './child.mjs';
import './messages.mjs';

const { url, name, incarnation, seed, subscriptions, failing, without } = settings();
const random = randomFrom(seed, name, incarnation);
const reporter = new Reporter();
const store = await PostgresEventStore.open({ url, source: name, poolSize: 8 });

const INSERT = 'insert into chaos_effects (subscription, position) select $1, unnest($2::bigint[])';

/** The effects of a handler, which then sometimes fails, so that they must be undone. */
async function handle(subscription, events, share = failing) {
  const positions = events.map(({ position }) => position);
  if (without === 'checkpoint-transaction') await store.dataSource.query(INSERT, [subscription, positions]);
  else await (await store.unitOfWork.manager()).query(INSERT, [subscription, positions]);
  if (random.chance(0.02)) await delay(random.between(1, 30));
  if (random.chance(share)) throw new HandlerFailed(events.length);
  const streams = new Set(events.map(({ tenantId, streamId }) => `${tenantId}/${streamId}`));
  store.unitOfWork.afterCommit(() => succeeded(subscription, streams, events.length));
}

class HandlerFailed extends Error {
  constructor(events) {
    super('The handler fails on purpose, after its effects.');
    this.events = events;
  }
}

const failedAt = new Map();

function succeeded(subscription, streams, count) {
  reporter.progress(subscription, streams);
  reporter.add(`handled ${subscription}`, count);
  const failed = failedAt.get(subscription);
  if (failed === undefined) return;
  reporter.recovered('handler-failed', Date.now() - failed);
  failedAt.delete(subscription);
}

function onError(subscription, error) {
  const failure = error?.cause instanceof HandlerFailed ? error.cause : error;
  if (failure instanceof HandlerFailed) {
    reporter.hit('handler-failed');
    reporter.add('redelivered', failure.events);
    failedAt.set(subscription, Date.now());
  } else {
    console.error(new Date().toISOString(), subscription, error);
  }
}

const running = subscriptions.map(({ subscription, oneByOne, ...options }) =>
  store.subscribe({
    name: subscription,
    ...options,
    ...(oneByOne
      ? { handle: (event) => handle(subscription, [event], failing / (options.batchSize ?? 100)) }
      : { handleBatch: (events) => handle(subscription, events) }),
    onError: (error) => onError(subscription, error),
  }),
);

obey({
  owned: () => running.map((subscription) => [subscription.name, [...subscription.ownedShards]]),
  caughtUp: (timeout) => Promise.all(running.map((one) => one.caughtUp(AbortSignal.timeout(timeout)))).then(() => true),
  async close() {
    await store.close();
    reporter.send();
    return true;
  },
});
