import { EVENT_STORE_MIGRATIONS, PostgresEventStore } from '@edda/event-store';
import { definePolicy, KafkaBroker, MESSAGING_MIGRATIONS, SubscriptionRunner } from '@edda/messaging';
import { definitionOf } from '@edda/event-schemas';
import { createTestDatabase } from '@edda/test-database';
import { CATEGORY, OrderPlaced, orderPlaced, someOrders, SOURCE, TENANT } from '../event-store/order-placed.mjs';

export const BENCH = 'messaging';

/** As many messages are handled at once as a subscription does unless told otherwise. */
export const AT_ONCE = 16;

/** A row for each message. */
export const ROWS_TABLE = 'create unlogged table if not exists handled_orders (order_id uuid, total_cents int)';
export const INSERT_ROW = {
  name: 'bench-insert-order',
  text: 'insert into handled_orders (order_id, total_cents) values ($1, $2)',
};

/** Who measures wants to see what goes wrong, and nothing else. */
export const logger = {
  debug() {},
  info() {},
  log() {},
  warn: (...said) => console.error(...said),
  error: (...said) => console.error(...said),
};

export const openBroker = (url) => new KafkaBroker({ url, logger });

/** A service's database with its event store. */
export async function openService(server, label) {
  const database = await createTestDatabase(server, {
    label,
    migrations: [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS],
    poolSize: AT_ONCE + 8,
  });
  return serviceOver(database.dataSource, database.url, () => database.close());
}

export function serviceOver(dataSource, url, closeDatabase) {
  const store = new PostgresEventStore(dataSource, { source: SOURCE });
  return {
    url,
    store,
    dataSource,
    async close() {
      await store.close();
      await closeDatabase();
    },
  };
}

/** Appends `count` events, twenty to a stream. */
export async function fillLog({ store }, count) {
  const streams = Array.from({ length: Math.ceil(count / 20) }, (_, index) => index);
  const worker = async () => {
    for (let index = streams.pop(); index !== undefined; index = streams.pop()) {
      const size = Math.min(20, count - index * 20);
      await appendTo(store, `${index}-${process.pid}`, 'none', size);
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}

export async function appendTo(store, id, expected, size = 1) {
  const streamId = `${CATEGORY}-${id}`;
  const stream = { tenantId: TENANT, streamId, category: CATEGORY };
  const result = await store.append(stream, someOrders(size).map(orderPlaced), { expected });
  if (!result.ok) throw new Error(`An append met a conflict that cannot be: ${JSON.stringify(result.conflict)}`);
  return streamId;
}

export const ORDER_PLACED = definitionOf(OrderPlaced);

/** A subscription to orders, running. `handle` gets the delivery. */
export async function subscribe({ service, broker, name, topic = ORDER_PLACED.topic.name, policy, handle }) {
  const { store, dataSource } = service;
  const runner = new SubscriptionRunner(
    {
      name,
      group: `bench.${name}`,
      topics: [topic],
      messages: [ORDER_PLACED],
      rejection: null,
      policy: definePolicy(name, policy),
      handle,
    },
    { service: 'bench', dataSource, unitOfWork: store.unitOfWork, broker, logger },
  );
  await runner.start();
  return runner;
}

/** Resolves `reached` with the time when `count` has counted so many. */
export function countdown(count) {
  let resolve;
  let left = count;
  const reached = new Promise((done) => (resolve = done));
  return {
    reached,
    count(more = 1) {
      left -= more;
      if (left === 0) resolve(performance.now());
    },
  };
}
