/** A step that is under way, with how each of its executions stands. */
export class RunningStep {
  /** @type {{ phase: 'open' | 'failed' | 'done', isUnknown: boolean, isTimed: boolean }[]} */
  executions = [];

  /** @param {string[]} awaits the ids of the outcomes, by index; none for local work */
  constructor(step, round, awaits) {
    Object.assign(this, { step, round, awaits });
  }

  /** @returns {[string, import('./history.mjs').Execution][]} what is awaited from now on */
  begin(from, to) {
    const { step, round, awaits, executions } = this;
    const awaited = [];
    for (let index = from; index < to; index++) {
      executions[index] = { phase: 'open', isUnknown: false, isTimed: false };
      if (awaits[index]) awaited.push([awaits[index], { step, round, index }]);
    }
    return awaited;
  }

  retry(index) {
    if (this.executions[index]) this.executions[index].phase = 'open';
  }

  fail(index, { code }) {
    const execution = this.executions[index];
    if (!execution) return;
    execution.phase = 'failed';
    // What an attempt did that nobody answered is never known again.
    if (code === 'SAGA.STEP_TIMED_OUT') execution.isUnknown = true;
  }

  /** @returns whether it had done well before */
  succeed(index) {
    const execution = this.executions[index];
    const again = execution?.phase === 'done';
    if (execution) execution.phase = 'done';
    return again;
  }

  /** The open executions for which no time was set yet. */
  untimed() {
    return [...this.executions.entries()].flatMap(([index, execution]) => {
      if (execution.phase !== 'open' || execution.isTimed) return [];
      execution.isTimed = true;
      return [index];
    });
  }

  /** What is still open when the step is left, or never was answered: it may have been done all the same. */
  left({ undoIfFailed } = {}) {
    const { step, round } = this;
    return [...this.executions.entries()].flatMap(([index, { phase, isUnknown }]) => {
      const isLeft = phase !== 'done' && (phase === 'open' || isUnknown || undoIfFailed);
      return isLeft ? [{ step, round, index }] : [];
    });
  }
}
