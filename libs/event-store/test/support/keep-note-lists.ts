import 'reflect-metadata';
import { setTimeout } from 'node:timers/promises';
import { PostgresEventStore } from '../../src/index.js';
import { NoteLists } from './note-lists.js';

/** Keeps or rebuilds a projection until it is killed; prints a line for each text and each step. Stops short at one text. */
const [url = '', what = 'keep', mode = 'async', last = ''] = process.argv.slice(2);
const store = await PostgresEventStore.open({ url, source: 'killable' });
const lists = new NoteLists(store.projections, { mode: mode === 'async' ? 'async' : 'inline' });
lists.onText = async (text) => {
  process.stdout.write(`text ${text}\n`);
  if (text === last) await new Promise(() => undefined);
  await setTimeout(2);
};
await store.projections.start({ heartbeatMs: 100 });
if (what === 'rebuild') {
  for await (const { handled } of store.projections.rebuild('note-lists', { batchSize: 20 })) {
    process.stdout.write(`handled ${handled}\n`);
  }
}
