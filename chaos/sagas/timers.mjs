/** The timers of one history that are set. */
export class Timers {
  #dueAt = new Map();
  #slept = new Set();

  /** A time that is set for a whole step is that of each of its executions that has none yet. */
  set({ purpose, step, round, index, dueAt }, running) {
    const isOfAll = purpose === 'timeout' && index === undefined;
    for (const one of isOfAll ? (running?.untimed() ?? []) : [index])
      this.#dueAt.set(nameOf({ purpose, step, round, index: one }), Date.parse(dueAt));
  }

  /**
   * @param {number | null} at by the clock of the database
   * @returns {{ count: import('../lib/counts.mjs').Count, what: string } | null} what is wrong with it
   */
  fire(timer, at) {
    const name = nameOf(timer);
    const dueAt = this.#dueAt.get(name);
    this.#dueAt.delete(name);
    if (timer.purpose === 'sleep') this.#slept.add(`${timer.step}/${timer.round}`);
    if (dueAt === undefined) return { count: 'doubled', what: `the timer ${name} fired, and none was set` };
    if (at === null || at >= dueAt) return null;
    return { count: 'disordered', what: `the timer ${name} fired ${Math.ceil(dueAt - at)} ms before its time` };
  }

  hasSlept({ step, round }) {
    return this.#slept.has(`${step}/${round}`);
  }
}

function nameOf({ purpose, step, round, index = 'all' }) {
  return `${purpose} ${step}/${round}/${index}`;
}
