import { newId } from '@edda/kernel';
import { interleaved } from './rounds.mjs';
import { comparedRows } from './rows.mjs';

const EVENTS = 1000;
const EVENTS_PER_APPEND = 50;

/** A stream of 1,000 events read as a whole, again and again by one reader. */
export async function measureReads(bench, subjects, { rounds, seconds }) {
  const streams = new Map();
  const prepare = async (subject) => {
    const stream = newId();
    for (let version = 0; version < EVENTS; version += EVENTS_PER_APPEND) {
      await subject.append(stream, version, EVENTS_PER_APPEND);
    }
    streams.set(subject, stream);
    await readFor(seconds / 4, subject, stream);
  };
  const label = `read a stream of ${EVENTS.toLocaleString('en')}`;
  const measure = (subject) => readFor(seconds, subject, streams.get(subject));
  const medians = await interleaved({ label, rounds, subjects, prepare, measure });
  return comparedRows(bench, label, 'streams/s', medians, {});
}

async function readFor(seconds, subject, stream) {
  const startedAt = performance.now();
  let reads = 0;
  while (performance.now() - startedAt < seconds * 1000) {
    const count = await subject.readStream(stream);
    if (count !== EVENTS) throw new Error(`${subject.name} read ${count} of ${EVENTS} events.`);
    reads += 1;
  }
  return (reads * 1000) / (performance.now() - startedAt);
}
