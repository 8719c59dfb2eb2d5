// Sagas beside DBOS, on the same server in the same run.
import { buildEdda } from './lib/build.mjs';

/** @param {{ rounds?: string, seconds?: string, quick?: boolean, only?: string, finished?: string, 'no-peers'?: boolean }} options */
export async function sagas(options) {
  buildEdda();
  return (await import('./sagas/comparison.mjs')).comparison(options);
}
