/** @typedef {'missed' | 'lost' | 'doubled' | 'disordered' | 'unfinished'} Count */

/** What must not happen. */
export const COUNTS = ['missed', 'lost', 'doubled', 'disordered', 'unfinished'];
const NOTHING = { events: 0, missed: 0, lost: 0, doubled: 0, disordered: 0, unfinished: 0 };

/** Counts by fault. */
export class Counts {
  #rows = new Map();
  problems = [];

  /** @param {Count | 'events' | 'redeliveries'} count */
  add(fault, count, what, amount = 1) {
    const row = this.row(fault);
    row[count] = (row[count] ?? 0) + amount;
    if (what !== undefined && this.problems.length < 50) this.problems.push(`${count}, ${fault}: ${what}`);
  }

  row(fault) {
    if (!this.#rows.has(fault)) this.#rows.set(fault, { ...NOTHING });
    return this.#rows.get(fault);
  }

  /** Over all faults, and what happened while there was none. @param {number} events those in the log */
  total(events) {
    const total = { ...NOTHING, events };
    for (const row of this.#rows.values()) {
      for (const [count, amount] of Object.entries(row)) {
        if (count !== 'events') total[count] = (total[count] ?? 0) + amount;
      }
    }
    return total;
  }
}
