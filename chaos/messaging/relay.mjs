// A process that runs the relay of the service that writes.
import { PostgresEventStore } from '@edda/event-store';
import { startRelay } from '@edda/messaging';
import { obey, Reporter, settings } from '../lib/child.mjs';
import { Journal } from '../lib/journal.mjs';
import { randomFrom } from '../lib/random.mjs';
import { MESSAGE_LOGGER, openBroker } from './broker.mjs';
import './messages.mjs';
import { UnreliableBroker } from './unreliable-broker.mjs';

const given = settings();
const { url, name, incarnation, seed, folder, without, duplicating = 0.01, reordering = 0.05 } = given;
const reporter = new Reporter();
const store = await PostgresEventStore.open({ url, source: 'content', poolSize: 6 });
const client = openBroker(given);
const broker = new UnreliableBroker({
  broker: client,
  random: randomFrom(seed, name, incarnation),
  journal: new Journal(`${folder}/${name}-${incarnation}.jsonl`),
  reporter,
  duplicating,
  reordering: without === undefined ? reordering : 0,
  early: without === 'checkpoint-order',
});
const relay = startRelay({ store, broker, logger: MESSAGE_LOGGER, leaseMs: 2_000 });

obey({
  arm() {
    broker.arm();
    return true;
  },
  lag: () => relay.lag(),
  async close() {
    await relay.stop();
    await client.close();
    await store.close();
    reporter.send();
    return true;
  },
});
