import { appendFor } from './appenders.mjs';
import { interleaved } from './rounds.mjs';
import { comparedRows } from './rows.mjs';

const BARS = {
  '1 x 1': { 'plain insert': '>= 0.8' },
  '16 x 1': { 'plain insert': '>= 2', Emmett: '>= 5', 'message-db': '>= 5' },
  '256 x 1': { 'plain insert': '>= 3' },
};

/** 1, 16 and 256 appenders at once, 1 and 10 events an append. */
export async function measureAppends(bench, subjects, { rounds, seconds }) {
  const rows = [];
  for (const appenders of [1, 16, 256]) {
    for (const events of [1, 10]) {
      const run = (subject, time) =>
        appendFor(time, appenders, events, (stream, version) => subject.append(stream, version, events));
      const label = `append, ${plural(appenders, 'appender')} x ${plural(events, 'event')}`;
      const medians = await interleaved({
        label,
        rounds,
        subjects,
        prepare: (subject) => warmUp(subject, run, seconds),
        measure: async (subject) => (await run(subject, seconds)) * events,
      });
      rows.push(...comparedRows(bench, label, 'events/s', medians, BARS[`${appenders} x ${events}`] ?? {}));
    }
  }
  return rows;
}

/** One appender and 16, each append with one projection write in the same transaction. */
export async function measureUnitsOfWork(bench, subjects, { rounds, seconds }) {
  const rows = [];
  for (const appenders of [1, 16]) {
    const run = (subject, time) => appendFor(time, appenders, 1, (...at) => subject.appendWithProjection(...at));
    const label = `append with a projection write, ${plural(appenders, 'appender')}`;
    const medians = await interleaved({
      label,
      rounds,
      subjects,
      prepare: (subject) => warmUp(subject, run, seconds),
      measure: (subject) => run(subject, seconds),
    });
    rows.push(...comparedRows(bench, label, 'transactions/s', medians, { 'plain insert': '>= 0.8' }));
  }
  return rows;
}

async function warmUp(subject, run, seconds) {
  await subject.clear();
  await run(subject, seconds / 4);
}

function plural(count, noun) {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
