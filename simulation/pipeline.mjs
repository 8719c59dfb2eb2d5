import { randomFrom } from '../chaos/lib/random.mjs';
import { outsideOf, serveInBatches } from './batch-server.mjs';
import { handleInGroup } from './consumer-group.mjs';

/** @typedef {{ eventsPerSecond: number, seconds: number, logs: number, partitions: number, consumers: number, groups: number, streams: number, hot: number, burst: number, fail?: 'relay' | 'consumer' | 'database' }} Plan */

/** What breaks does so a third into the run; a burst lasts as long as an outage. */
const OUTAGE_MS = 10_000;

/**
 * Events on their way from append to handled: group commit in one of the logs, its relay, the topic, and a process of each
 * consumer group. A stream belongs to one log and one partition.
 *
 * @param {Plan} plan
 * @param {import('./measured.mjs').Measured} measured
 * @param {number} seed
 * @returns {{ asked: Float64Array, committed: Float64Array, available: Float64Array, handled: Float64Array[], streams: Int32Array, troubleAt: number }}
 *   times in ms by event, in the order in which the appends were asked for
 */
export function simulate(plan, measured, seed) {
  const troubleAt = Math.round((plan.seconds * 1000) / 3);
  const { asked, streams } = appends(plan, troubleAt, seed);
  const logOf = (event) => streams[event] % plan.logs;
  const committed = new Float64Array(asked.length);
  const available = new Float64Array(asked.length);
  const outage = [troubleAt, troubleAt + OUTAGE_MS];
  for (let log = 0; log < plan.logs; log++) {
    const own = eventsWhere(asked.length, (event) => logOf(event) === log);
    const database = plan.fail === 'database' && log === 0 ? outage : undefined;
    // Who is refused asks again until it is taken.
    const taken = Float64Array.from(own, (event) => outsideOf(database, asked[event]));
    const commits = serveInBatches(taken, measured.commit, database);
    const relay = plan.fail === 'relay' && log === 0 ? outage : database;
    const published = serveInBatches(commits, measured.relay, relay);
    own.forEach((event, index) => {
      committed[event] = commits[index];
      available[event] = published[index];
    });
  }
  const partitions = streams.map((stream) => Math.floor(stream / plan.logs) % plan.partitions);
  const order = eventsWhere(asked.length, () => true).sort(
    (left, right) => available[left] - available[right] || left - right,
  );
  const handled = Array.from({ length: plan.groups }, (_, group) =>
    handleInGroup(
      { order, available, streams, partitions },
      plan,
      measured,
      (member) => randomFrom(seed, 'handler', group, member).next,
      plan.fail === 'consumer' && group === 0 ? troubleAt : undefined,
    ),
  );
  return { asked, committed, available, handled, streams, troubleAt };
}

/** Appends at random times, at `burst` times the rate for the length of an outage. */
function appends({ eventsPerSecond, seconds, streams: count, hot, burst }, troubleAt, seed) {
  const { next } = randomFrom(seed, 'appends');
  const asked = [];
  const streams = [];
  const end = seconds * 1000;
  for (let now = 0; ;) {
    const rate = (eventsPerSecond / 1000) * (now >= troubleAt && now < troubleAt + OUTAGE_MS ? burst : 1);
    now -= Math.log(1 - next()) / rate;
    if (now >= end) break;
    asked.push(now);
    streams.push(next() < hot ? 0 : 1 + Math.floor(next() * count));
  }
  return { asked: Float64Array.from(asked), streams: Int32Array.from(streams) };
}

function eventsWhere(count, wanted) {
  const events = new Int32Array(count);
  let found = 0;
  for (let event = 0; event < count; event++) if (wanted(event)) events[found++] = event;
  return events.slice(0, found);
}
