// A process of its own that takes part in a subscription until it is killed. Arguments: the URL of the database, the
// name of the subscription, its shards, its lease in milliseconds. Prints a line whenever it owns other shards.
import 'reflect-metadata';
import { setTimeout as delay } from 'node:timers/promises';
import { PostgresEventStore } from '../../src/index.js';
import { takeEffect } from './effects.js';
import './notes.js';

const [url = '', name = '', shards, leaseMs] = process.argv.slice(2);
const store = await PostgresEventStore.open({ url, source: 'member', poolSize: 4 });
const subscription = store.subscribe({
  name,
  shards: Number(shards),
  leaseMs: Number(leaseMs),
  batchSize: 3,
  handle: async (event) => {
    await takeEffect(store, name, event);
    // Long enough that it is killed with something in hand.
    await delay(Math.random() * 10);
  },
  onError: (error) => console.error(error),
});
for (let told = ''; ;) {
  const owned = JSON.stringify(subscription.ownedShards);
  if (owned !== told) process.stdout.write(`${owned}\n`);
  told = owned;
  await delay(10);
}
