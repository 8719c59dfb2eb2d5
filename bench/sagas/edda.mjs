import { ALL_TOPICS, definitionOf, message } from '@edda/event-schemas';
import { EVENT_STORE_MIGRATIONS, PostgresEventStore } from '@edda/event-store';
import { newId } from '@edda/kernel';
import { brokerFromUrl, definePolicy, MESSAGING_MIGRATIONS, startRelay, SubscriptionRunner } from '@edda/messaging';
import { SAGA_MIGRATIONS, SagaRunner } from '@edda/sagas';
import { createTestDatabase } from '@edda/test-database';
import { POOL_SIZE } from '../event-store/settings.mjs';
import { logger } from '../messaging/world.mjs';
import { localSaga, remoteSaga } from './definitions.mjs';
import { AddOne, OneAdded } from './messages.mjs';
import { AT_ONCE } from './rate.mjs';
import { LENGTHS } from './steps.mjs';

/** The sagas of one service, each awaited to its end. */
export class EddaSagas {
  waiting = new Map();

  constructor(database) {
    this.database = database;
    const { dataSource } = database;
    this.store = new PostgresEventStore(dataSource, { source: 'research-workflow' });
    const { unitOfWork } = this.store;
    this.runner = new SagaRunner({
      service: 'research-workflow',
      unitOfWork,
      dataSource,
      concurrency: AT_ONCE,
      logger,
    });
    this.ended = (id, { sum }) => unitOfWork.afterCommit(() => this.waiting.get(id)?.(sum));
  }

  static async open(server, label) {
    const migrations = [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS, ...SAGA_MIGRATIONS];
    return new EddaSagas(await createTestDatabase(server, { label, migrations, poolSize: POOL_SIZE }));
  }

  async start(definitions) {
    this.runner.register(...definitions);
    await this.runner.begin();
    return this;
  }

  async run(saga, length) {
    const id = newId();
    const ended = new Promise((resolve) => this.waiting.set(id, resolve));
    await this.runner.start(saga, id, { sum: 0 });
    const sum = await ended;
    this.waiting.delete(id);
    if (sum !== length) throw new Error(`A saga of ${length} steps came to ${sum}.`);
  }

  async close() {
    await this.runner.stop(5000);
    await this.store.close();
    await this.database.close();
  }
}

/** One service with local steps, and one whose steps another service carries out, over the embedded broker. */
export async function openEdda(server) {
  const here = await EddaSagas.open(server, 'local');
  await here.start(LENGTHS.map((length) => localSaga(length, here.ended)));
  const asking = await EddaSagas.open(server, 'asking');
  await asking.start(LENGTHS.map((length) => remoteSaga(length, asking.ended)));
  const other = await openOther(server, asking);
  return {
    local: { key: 'local', name: 'Edda, local steps', run: (length) => here.run(`add-${length}-here`, length) },
    remote: { key: 'remote', name: 'Edda, remote steps', run: (length) => asking.run(`add-${length}-there`, length) },
    async close() {
      await here.close();
      await other.close();
      await asking.close();
    },
  };
}

/** The other context, and the way there and back. */
async function openOther(server, asking) {
  const migrations = [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS];
  const database = await createTestDatabase(server, { label: 'adding', migrations, poolSize: POOL_SIZE });
  const store = new PostgresEventStore(database.dataSource, { source: 'content' });
  const broker = brokerFromUrl(await server.database('broker'), { logger });
  await broker.ensureTopics(ALL_TOPICS);
  const adding = subscribe(store, database.dataSource, broker, 'content', AddOne, {}, async ({ data }) => {
    const stream = { tenantId: 'default', streamId: `addition-${data.additionId}`, category: 'addition' };
    store.unitOfWork.append(stream, [message(OneAdded, { ...data, sum: data.sum + 1 })], 'none');
  });
  const settling = subscribe(
    asking.store,
    asking.database.dataSource,
    broker,
    'research-workflow',
    OneAdded,
    // The inbox of the saga knows what comes twice.
    { guarantee: 'at-least-once' },
    ({ data }) => asking.runner.settle(data.additionId, { ok: true, result: data.sum }),
  );
  await Promise.all([adding.start(), settling.start()]);
  const relays = [asking.store, store].map((from) => startRelay({ store: from, broker, logger }));
  return {
    async close() {
      await Promise.all([adding.stop(2000), settling.stop(2000)]);
      await Promise.all(relays.map((relay) => relay.stop()));
      await broker.close();
      await store.close();
      await database.close();
    },
  };
}

function subscribe({ unitOfWork }, dataSource, broker, service, payload, policy, handle) {
  const definition = definitionOf(payload);
  const subscription = {
    name: 'bench',
    group: `${service}.bench`,
    topics: [definition.topic.name],
    messages: [definition],
    rejection: null,
    policy: definePolicy('bench', { concurrency: AT_ONCE, ...policy }),
    handle,
  };
  return new SubscriptionRunner(subscription, { service, dataSource, unitOfWork, broker, logger });
}
