import { consume } from './consumer.mjs';

/**
 * A consumer group: its processes share the partitions evenly.
 *
 * @param {object} world
 * @param {Int32Array} world.order the events by the time they are in the topic
 * @param {Float64Array} world.available when each is in the topic, in ms
 * @param {Int32Array} world.streams
 * @param {Int32Array} world.partitions the partition of each event
 * @param {{ partitions: number, consumers: number }} size
 * @param {import('./measured.mjs').Measured} measured
 * @param {(member: number) => () => number} chance
 * @param {number} [diesAt] when process 0 dies, in ms
 * @returns {Float64Array} when each event is handled, in ms
 */
export function handleInGroup(world, { consumers }, measured, chance, diesAt) {
  const { order, available, streams, partitions } = world;
  const handled = new Float64Array(order.length).fill(NaN);
  const comes = (event) => available[event] + measured.fetchMs;
  const shares = share(order, (event) => partitions[event] % consumers, consumers);
  if (diesAt === undefined) {
    shares.forEach((events, member) => consume({ events, comes, streams, handled }, measured.handler, chance(member)));
    return handled;
  }
  const pause = [diesAt + measured.sessionMs, diesAt + measured.sessionMs + measured.rebalanceMs];
  consume({ events: shares[0], comes, streams, handled }, measured.handler, chance(0), { diesAt });
  const left = shares[0].filter((event) => Number.isNaN(handled[event]));
  // Its partitions are shared by the others once it is missed.
  const heirs = share(left, (event) => Math.floor(partitions[event] / consumers) % (consumers - 1), consumers - 1);
  const comesLate = (event) => Math.max(comes(event), pause[1]);
  heirs.forEach((late, heir) => {
    const inherited = new Set(late);
    const when = (event) => (inherited.has(event) ? comesLate(event) : comes(event));
    const events = merge(shares[heir + 1], late, when);
    consume({ events, comes: when, streams, handled }, measured.handler, chance(heir + 1), { pause });
  });
  return handled;
}

function share(events, memberOf, members) {
  const counts = new Int32Array(members);
  for (const event of events) counts[memberOf(event)]++;
  const shares = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  for (const event of events) {
    const member = memberOf(event);
    shares[member][counts[member]++] = event;
  }
  return shares;
}

/** Two lists of events, each sorted by `when`, as one. */
function merge(left, right, when) {
  const merged = new Int32Array(left.length + right.length);
  for (let at = 0, l = 0, r = 0; at < merged.length; at++) {
    const takeLeft = r === right.length || (l < left.length && when(left[l]) <= when(right[r]));
    merged[at] = takeLeft ? left[l++] : right[r++];
  }
  return merged;
}
