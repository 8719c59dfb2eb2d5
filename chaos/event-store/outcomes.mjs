/** What one writer notes of its operations: for the oracle in its journal, for the table in its reports. */
export class Outcomes {
  /** Of what was acknowledged last. */
  lastIds = [];
  #failedAt = null;

  /** @param {{ name: string, journal: import('../lib/journal.mjs').Journal, reporter: import('./child.mjs').Reporter }} parts */
  constructor({ name, journal, reporter }) {
    Object.assign(this, { name, journal, reporter });
  }

  acknowledged(fault, { tenantId, streamId }, events, version, position) {
    const ids = events.map(({ id }) => id);
    this.lastIds = ids;
    this.journal.write(['acknowledged', fault, tenantId, streamId, version, position, ids]);
    this.reporter.add('acknowledged', ids.length);
    this.reporter.progress(this.name);
    if (fault === 'unknown-outcome') this.reporter.hit(fault);
    if (!this.#failedAt) return;
    this.reporter.recovered(this.#failedAt.fault, Date.now() - this.#failedAt.time);
    this.#failedAt = null;
  }

  undone(fault, events) {
    this.journal.write(['undone', fault, events.map(({ id }) => id)]);
  }

  failed(fault) {
    if (fault === 'version-conflict') this.reporter.hit(fault);
    this.#failedAt ??= { fault, time: Date.now() };
  }

  hit(fault) {
    this.reporter.hit(fault);
  }

  deadlocked() {
    this.reporter.add('deadlocks', 1);
  }
}
