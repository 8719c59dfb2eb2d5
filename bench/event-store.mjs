// The event store beside a plain insert and beside other event stores on one server; and a full log beside a short one.
import { buildEdda } from './lib/build.mjs';

/** @param {{ rounds?: string, seconds?: string, quick?: boolean, only?: string, 'no-peers'?: boolean }} options */
export async function eventStore(options) {
  buildEdda();
  return (await import('./event-store/comparison.mjs')).comparison(options);
}

/** @param {{ rounds?: string, seconds?: string, events?: string }} options */
export async function eventStoreSize(options) {
  buildEdda();
  return (await import('./event-store/growth.mjs')).growth(options);
}
