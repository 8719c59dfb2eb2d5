import { newId } from '@edda/kernel';
import { APPENDS_PER_STREAM } from './settings.mjs';

/**
 * Appenders side by side for a while, each on streams of its own: an append that expects no stream begins one, and those
 * that follow expect the exact version.
 *
 * @param {(stream: string, version: number) => Promise<unknown>} append
 * @returns {Promise<number>} appends per second
 */
export async function appendFor(seconds, appenders, eventsPerAppend, append) {
  const startedAt = performance.now();
  const end = startedAt + seconds * 1000;
  let appends = 0;
  const one = async () => {
    for (;;) {
      const stream = newId();
      for (let turn = 0; turn < APPENDS_PER_STREAM; turn++) {
        if (performance.now() >= end) return;
        await append(stream, turn * eventsPerAppend);
        appends += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: appenders }, one));
  return (appends * 1000) / (performance.now() - startedAt);
}
