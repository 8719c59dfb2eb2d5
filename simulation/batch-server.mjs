// A server that takes everything that waits, up to a limit, and is busy for a fixed time and a time for each: a group commit,
// or a relay.

/**
 * @param {Float64Array} arrivals sorted times in ms
 * @param {{ fixedMs: number, eachMs: number, atOnce: number }} cost
 * @param {readonly [number, number] | undefined} outage from and to, in ms: what it was busy with then is done again
 * @returns {Float64Array} when each was done, in ms, in the order of the arrivals
 */
export function serveInBatches(arrivals, { fixedMs, eachMs, atOnce }, outage) {
  const done = new Float64Array(arrivals.length);
  let now = 0;
  let next = 0;
  while (next < arrivals.length) {
    now = outsideOf(outage, Math.max(now, arrivals[next]));
    let end = next + 1;
    while (end < arrivals.length && end - next < atOnce && arrivals[end] <= now) end++;
    const finished = now + fixedMs + (end - next) * eachMs;
    if (outage && now < outage[0] && finished > outage[0]) {
      now = outage[1];
      continue;
    }
    now = finished;
    done.fill(now, next, end);
    next = end;
  }
  return done;
}

/** The time itself, or the end of the outage it falls into. */
export function outsideOf(outage, time) {
  return outage && time >= outage[0] && time < outage[1] ? outage[1] : time;
}
