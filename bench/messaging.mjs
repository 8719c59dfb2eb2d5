// Messaging beside what it is built on: the bare Kafka client, and the stock Kafka transport of Nest.
import { buildEdda } from './lib/build.mjs';

/** @param {{ rounds?: string, quick?: boolean, only?: string, messages?: string }} options */
export async function messaging(options) {
  buildEdda();
  return (await import('./messaging/comparison.mjs')).comparison(options);
}
