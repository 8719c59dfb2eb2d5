import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 10;

/** Times from the end of a fault to the first progress of each who suffered from it, in milliseconds. */
export class Recovery {
  #samples = new Map();
  #progress = [];
  #owners = new Map();

  /** A process reported progress. */
  took(actor, { samples, progress }) {
    for (const [fault, milliseconds] of samples) this.add(fault, milliseconds);
    for (const { actor: who, firstAt, lastAt, streams } of progress) {
      this.#progress.push({ process: actor.name, who, firstAt, lastAt, streams: new Set(streams) });
      for (const stream of streams) this.#owners.set(`${who} ${stream}`, actor.name);
    }
    if (this.#progress.length > 20_000) this.#progress.splice(0, 10_000);
  }

  add(fault, milliseconds) {
    const known = this.#samples.get(fault);
    if (known) known.push(milliseconds);
    else this.#samples.set(fault, [milliseconds]);
  }

  /** The streams of a subscription whose events this process handled last. */
  streamsOf(processName, who) {
    const prefix = `${who} `;
    return [...this.#owners]
      .filter(([key, owner]) => owner === processName && key.startsWith(prefix))
      .map(([key]) => key.slice(prefix.length));
  }

  /**
   * Waits until each of them comes forward after the fault has ended.
   *
   * @param {string | null} fault null: nothing had to be recovered from
   * @param {string[]} who names of subscriptions and readers, or `writers`
   * @param {{ streams?: string[], timeout?: number }} options streams: progress on one of these alone counts
   * @returns {Promise<string[]>} those who did not in time
   */
  async awaited(fault, healedAt, who, { streams, timeout = 60_000 } = {}) {
    const left = new Set(who);
    for (const end = Date.now() + timeout; left.size > 0 && Date.now() < end; await delay(POLL_MS)) {
      for (const name of left) {
        const at = this.#firstAfter(healedAt, name, streams);
        if (at === undefined) continue;
        if (fault !== null) this.add(fault, at - healedAt);
        left.delete(name);
      }
    }
    return [...left];
  }

  /** A report covers 50 ms: where it began before the end of the fault, its last progress is taken. */
  #firstAfter(healedAt, who, streams) {
    for (const one of this.#progress) {
      if (one.who !== who || one.lastAt <= healedAt) continue;
      if (streams && !streams.some((stream) => one.streams.has(stream))) continue;
      return one.firstAt > healedAt ? one.firstAt : one.lastAt;
    }
    return undefined;
  }

  /** @returns {number | null} in milliseconds; null when nothing had to recover */
  percentile(fault, share) {
    const samples = fault === null ? [...this.#samples.values()].flat() : (this.#samples.get(fault) ?? []);
    if (samples.length === 0) return null;
    const sorted = samples.toSorted((left, right) => left - right);
    return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  }
}
