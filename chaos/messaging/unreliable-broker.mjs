/** Between the relay and its broker: publishes some records twice and some in the wrong order, and dies when told to. */
export class UnreliableBroker {
  #old = [];
  #armed = false;

  /** @param {{ broker: import('@edda/messaging').Broker, random: import('../lib/random.mjs').Random, journal: import('../lib/journal.mjs').Journal, reporter: import('../lib/child.mjs').Reporter, duplicating: number, reordering: number, early: boolean }} parts */
  constructor(parts) {
    Object.assign(this, parts);
  }

  /** The next acknowledgement of the broker is the last thing this process sees. */
  arm() {
    this.#armed = true;
  }

  async publish(records) {
    if (this.early) return this.#acknowledgeFirst(records);
    await this.#publish(records);
    if (this.#armed) process.kill(process.pid, 'SIGKILL');
  }

  /** As if the checkpoint moved before the acknowledgement. */
  #acknowledgeFirst(records) {
    setTimeout(() => {
      if (this.#armed) process.kill(process.pid, 'SIGKILL');
      this.#publish(records).catch((error) => console.error('A record acknowledged too early is lost:', String(error)));
    }, 300);
  }

  async #publish(records) {
    const again = this.#old.filter(() => this.random.chance(0.3));
    this.#old = [
      ...this.#old.filter((record) => !again.includes(record)),
      ...records.filter(() => this.random.chance(this.duplicating)),
    ].slice(-20);
    try {
      await this.broker.publish([...this.#reordered(records), ...again]);
    } catch (error) {
      this.reporter.add('publish failed', 1);
      throw error;
    }
    for (const record of again) this.#injected('duplicated', record);
  }

  /** Two events of one key that follow each other change places. */
  #reordered(records) {
    const shuffled = [...records];
    const last = new Map();
    for (const [index, record] of records.entries()) {
      const before = last.get(record.key);
      last.set(record.key, index);
      if (before === undefined || !record.headers.ce_sequence || !this.random.chance(this.reordering)) continue;
      [shuffled[before], shuffled[index]] = [shuffled[index], shuffled[before]];
      this.#injected('reordered', record);
    }
    return shuffled;
  }

  #injected(fault, { headers }) {
    this.reporter.hit(fault);
    this.journal.write(['injected', fault, headers.ce_id]);
  }
}
