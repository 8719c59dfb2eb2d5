// npm run simulate -- [options]: how far events lag behind with so many logs, partitions and consumers; docs/scale.md
import { parseArgs } from 'node:util';
import { printTable } from '../bench/lib/table.mjs';
import { MEASURED } from './measured.mjs';
import { simulate } from './pipeline.mjs';
import { faults, lags, mostWaiting, recoveredAfter } from './report.mjs';

const FAILURES = ['relay', 'consumer', 'database'];
/** How much of what it can do a part is given: the rest is for catching up. */
const UTILISATION = 0.7;

const { values } = parseArgs({
  options: Object.fromEntries(
    [
      'events-per-second',
      'seconds',
      'logs',
      'partitions',
      'consumers',
      'groups',
      'streams',
      'hot',
      'burst',
      'fail',
      'seed',
    ].map((name) => [name, { type: 'string' }]),
  ),
});

const eventsPerSecond = number('events-per-second', 100_000, 1, 500_000);
const perLog = Math.min(fullBatches(MEASURED.commit), fullBatches(MEASURED.relay));
const perConsumer = (1000 * MEASURED.handler.atOnce) / MEASURED.handler.meanMs;
const enough = (each) => Math.ceil(eventsPerSecond / (UTILISATION * each));
const consumers = number('consumers', enough(perConsumer), 1, 10_000);
/** @type {import('./pipeline.mjs').Plan} */
const plan = {
  eventsPerSecond,
  seconds: number('seconds', 30, 1, 600),
  logs: number('logs', enough(perLog), 1, 10_000),
  // Six each: what a consumer that died leaves behind can be shared evenly, and there is room for more consumers.
  partitions: number('partitions', 6 * consumers, 1, 100_000),
  consumers,
  groups: number('groups', 2, 1, 20),
  streams: number('streams', 100_000, 1, 10_000_000),
  hot: number('hot', 0, 0, 1),
  burst: number('burst', 1, 1, 10),
  ...(values.fail !== undefined && { fail: values.fail }),
};
if (plan.fail !== undefined && !FAILURES.includes(plan.fail)) refuse(`--fail takes one of ${FAILURES.join(', ')}.`);
if (plan.fail === 'consumer' && plan.consumers < 2) refuse('--fail consumer takes at least two consumers.');
if (plan.partitions < plan.consumers)
  refuse(`${plan.partitions} partitions leave some of ${plan.consumers} consumers without one.`);
if (eventsPerSecond * plan.seconds * plan.burst > 20_000_000)
  refuse('That is more than 20 million events: take fewer seconds.');

const { asked, committed, available, handled, streams, troubleAt } = simulate(
  plan,
  MEASURED,
  number('seed', 1, 0, 1e9),
);
const troubled = plan.fail !== undefined || plan.burst > 1;
console.log(
  `${asked.length} events in ${plan.seconds} s: ${plan.logs} logs, ${plan.partitions} partitions, ${plan.groups} groups of ` +
    `${plan.consumers} consumers, ${plan.streams} streams${plan.fail ? `, a ${plan.fail} is lost after ${troubleAt / 1000} s` : ''}`,
);
const rows = [];
const row = (subject, value, unit) => rows.push({ bench: 'scale', subject, value, unit });
row('a log is used to', (100 * eventsPerSecond) / plan.logs / perLog, '%');
row('a consumer is used to', (100 * eventsPerSecond) / plan.consumers / perConsumer, '%');
// The first seconds fill an empty system.
const steady = [troubled ? troubleAt / 2 : (plan.seconds * 1000) / 3, troubled ? troubleAt : plan.seconds * 1000];
const lagRows = (name, to) => {
  const { p50, p99 } = lags(asked, to, asked, ...steady);
  row(`append to ${name}, p50`, p50, 'ms');
  row(`append to ${name}, p99`, p99, 'ms');
};
lagRows('committed', committed);
lagRows('published', available);
handled.forEach((times, group) => lagRows(`handled by group ${group + 1}`, times));
row('waiting for a relay, at most', mostWaiting(committed, available), 'events');
handled.forEach((times, group) => {
  row(`waiting for group ${group + 1}, at most`, mostWaiting(available, times), 'events');
  if (troubled) {
    row(`longest lag of group ${group + 1}`, lags(asked, times, asked, 0, Infinity).max / 1000, 's');
    row(`group ${group + 1} as before the trouble, after`, recoveredAfter(asked, times, troubleAt) / 1000, 's');
  }
});
const wrong = handled.map((times) => faults(times, streams));
row('handled out of order', sum(wrong.map(({ disordered }) => disordered)), 'events');
row('never handled', sum(wrong.map(({ unhandled }) => unhandled)), 'events');
printTable(rows);

/** Events a second. */
function fullBatches({ fixedMs, eachMs, atOnce }) {
  return (1000 * atOnce) / (fixedMs + atOnce * eachMs);
}

function sum(numbers) {
  return numbers.reduce((total, each) => total + each, 0);
}

function number(name, fallback, least, most) {
  const given = values[name];
  if (given === undefined) return fallback;
  const value = Number(given);
  if (given.trim() === '' || !(value >= least && value <= most)) {
    refuse(`--${name} takes a number from ${least} to ${most}, not "${given}".`);
  }
  return ['hot', 'burst', 'events-per-second'].includes(name) || Number.isInteger(value)
    ? value
    : refuse(`--${name} takes a whole number, not "${given}".`);
}

function refuse(why) {
  console.error(why);
  process.exit(2);
}
