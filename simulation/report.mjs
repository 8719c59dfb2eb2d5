/** Time from append asked for to each stage, of the events asked for in a span. */
export function lags(from, to, asked, begin, end) {
  const values = [];
  for (let event = 0; event < from.length; event++) {
    if (asked[event] >= begin && asked[event] < end) values.push(to[event] - from[event]);
  }
  values.sort((left, right) => left - right);
  const at = (share) => values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** Events that have begun and not ended, at most. */
export function mostWaiting(begun, ended) {
  const starts = Float64Array.from(begun).sort();
  const ends = Float64Array.from(ended).sort();
  let most = 0;
  for (let start = 0, end = 0; start < starts.length; start++) {
    while (end < ends.length && ends[end] <= starts[start]) end++;
    most = Math.max(most, start + 1 - end);
  }
  return most;
}

/**
 * From when on every event is handled as soon as before the trouble: within ten times the p99 of then.
 * @returns {number} ms after the trouble began; 0 when it was never felt
 */
export function recoveredAfter(asked, handled, troubleAt) {
  const limit = 10 * lags(asked, handled, asked, troubleAt / 2, troubleAt).p99;
  let last = troubleAt;
  for (let event = 0; event < asked.length; event++) {
    if (handled[event] > troubleAt && handled[event] - asked[event] > limit) last = Math.max(last, handled[event]);
  }
  return last - troubleAt;
}

/** Events of one stream that were handled before an earlier one of it, and events that were not handled. */
export function faults(handled, streams) {
  const latest = new Map();
  let disordered = 0;
  let unhandled = 0;
  for (let event = 0; event < handled.length; event++) {
    if (Number.isNaN(handled[event])) unhandled++;
    if (handled[event] < (latest.get(streams[event]) ?? 0)) disordered++;
    latest.set(streams[event], handled[event]);
  }
  return { disordered, unhandled };
}
