// What the stored events of one instance say, read without the engine: what must be found elsewhere because of them, and
// where they contradict themselves.

/** @typedef {{ type: string, id: string, version: number, data: object, firedAt: number | null }} StoredEvent */
/** Names an execution. @typedef {{ step: string, round: number, index: number }} Execution */

const keyOf = ({ step, round = 1, index = 0 }) => `${step}/${round}/${index ?? 0}`;
const executionOf = ({ step, round = 1, index = 0 }) => ({ step, round, index: index ?? 0 });

export class History {
  definition = null;
  definitionVersion = null;
  /** @type {'completed' | 'failed' | 'cancelled' | null} */
  end = null;
  /** Effects of local work, in their order. @type {(Execution & { kind: string })[]} */
  effects = [];
  /** The commands that must have been sent, by their ids. @type {Map<string, Execution & { purpose: 'do' | 'undo' }>} */
  awaited = new Map();
  /** What was done or may have been, and can be undone, in the order in which it was completed or left. @type {Execution[]} */
  done = [];
  /** @type {(Execution & { skipped: boolean })[]} */
  undone = [];
  goesBack = false;
  /** Somebody wanted what was done to stay done. */
  isReleased = false;
  /** Faults that the history tells of. @type {string[]} */
  happened = [];
  /** The ids of the signals that were taken in. */
  signals = [];
  /** @type {{ count: import('../lib/counts.mjs').Count, what: string }[]} */
  problems = [];
  #facts;
  /** The step that is under way, with how its executions stand: open, unknown, failed or done. */
  #run = null;
  #taken = new Set();
  #log = [];
  #timers = new Map();
  #slept = new Set();
  #paused = false;

  /** @param {StoredEvent[]} events @param {Map<string, import('./step-facts.mjs').StepFacts>} facts */
  constructor(events, facts) {
    this.#facts = facts;
    for (const [index, event] of events.entries()) {
      if (event.version !== index + 1) this.#problem('disordered', `version ${event.version} stands at ${index + 1}`);
      if (this.end) this.#problem('doubled', `${event.type} comes behind the end`);
      const read = this.#read[event.type];
      if (read) read(event.data, event);
      else this.#problem('doubled', `${event.type} is no event of a saga`);
    }
    if (events[0]?.type !== 'SagaStarted') this.#problem('lost', `it begins with ${events[0]?.type ?? 'nothing'}`);
  }

  #read = {
    SagaStarted: ({ definition, definitionVersion, state }) => {
      if (this.definition) this.#problem('doubled', 'it was started twice');
      Object.assign(this, { definition, definitionVersion });
      this.#log = state.log;
    },
    SagaMigrated: ({ to, state }) => {
      this.happened.push('migrated');
      this.definitionVersion = to;
      this.#log = state.log;
      this.#leave();
    },

    StepStarted: ({ step, round, awaits, size, begun }) => {
      const count = size ?? (this.#facts.get(step)?.kind === 'action' ? 1 : awaits.length);
      this.#begins(`${step}/${round}`);
      this.#run = { step, round, awaits, executions: [] };
      this.#beginsItems(0, begun ?? count);
    },
    ExecutionsStarted: ({ step, round, from, to }) => {
      this.#begins(`more of ${step}/${round}`);
      this.#beginsItems(from, to);
    },
    StepRetried: ({ awaits, compensation, by, ...data }) => {
      if (by) this.happened.push('retried');
      else this.#begins(`another attempt of ${keyOf(data)}`);
      if (awaits) this.#awaits(awaits, executionOf(data), compensation ? 'undo' : 'do');
      const execution = compensation ? null : this.#run?.executions[data.index];
      if (execution) execution.phase = 'open';
    },
    StepOutcomeReceived: (data) => this.#takes(data),
    StepFailed: ({ index, failure, whole }) => {
      const execution = whole ? null : this.#run?.executions[index];
      if (!execution) return;
      execution.phase = 'failed';
      // What an attempt did that nobody answered is never known again.
      if (failure.code === 'SAGA.STEP_TIMED_OUT') execution.isUnknown = true;
    },
    StepCompleted: (data) => this.#completes(data),
    StepSkipped: ({ compensation, ...data }) => {
      this.happened.push('skipped');
      if (compensation) this.undone.push({ ...executionOf(data), skipped: true });
      else this.#leave();
    },

    BranchTaken: () => undefined,
    LoopIterated: () => undefined,
    LoopLeft: () => undefined,

    TimerSet: (data) => {
      for (const timer of this.#timersOf(data)) this.#timers.set(timer, Date.parse(data.dueAt));
    },
    TimerFired: (data, { firedAt }) => {
      const key = timerOf(data);
      const dueAt = this.#timers.get(key);
      if (dueAt === undefined) this.#problem('doubled', `the timer ${key} fired, and none was set`);
      else if (firedAt !== null && firedAt < dueAt)
        this.#problem('disordered', `the timer ${key} fired ${dueAt - firedAt} ms before its time`);
      if (data.purpose === 'sleep') this.#slept.add(keyOf(data));
      this.#timers.delete(key);
    },
    SignalReceived: ({ id }) => {
      if (this.signals.includes(id)) this.#problem('doubled', `the signal ${id} was taken in twice`);
      this.signals.push(id);
    },

    SagaPaused: () => {
      this.happened.push('paused');
      this.#paused = true;
    },
    SagaResumed: () => void (this.#paused = false),
    SagaCancelled: ({ compensate }) => {
      if (!compensate) this.isReleased = true;
      this.happened.push(compensate ? 'cancelled' : 'released');
      this.#paused = false;
    },
    SagaStuck: ({ compensating }) => void this.happened.push(compensating ? 'compensation-stuck' : 'held'),

    CompensationStarted: () => {
      this.goesBack = true;
      this.#leave();
    },
    StepCompensationStarted: ({ awaits, ...data }) => {
      this.#begins(`the compensation of ${keyOf(data)}`);
      if (!this.goesBack) this.#problem('disordered', `${keyOf(data)} is compensated while the saga goes on`);
      if (awaits) this.#awaits(awaits, executionOf(data), 'undo');
    },
    StepCompensationFailed: () => undefined,
    StepCompensated: (data) => {
      const execution = executionOf(data);
      this.undone.push({ ...execution, skipped: false });
      if (this.#facts.get(data.step)?.undo === 'local') this.effects.push({ kind: 'undo', ...execution });
    },

    SagaEnded: ({ status }) => {
      this.end = status;
      this.effects.push({ kind: status, step: 'end', round: 1, index: 0 });
    },
  };

  #takes({ id, ok, result, index = 0 }) {
    const execution = this.awaited.get(id) ?? (this.#run && { ...this.#run, index });
    if (!execution) return this.#problem('doubled', `the outcome ${id} comes before the first step`);
    const key = keyOf(execution);
    if (this.#taken.has(id)) return this.#problem('doubled', `the outcome ${id} of ${key} was taken twice`);
    this.#taken.add(id);
    if (!ok) return undefined;
    if (!isOf(result, execution) || (this.awaited.has(id) && result.of !== id))
      this.#problem('disordered', `${key} took the outcome of ${result && keyOf(result)}`);
    return this.#didWell(execution);
  }

  #completes({ step, round = 1, state, without }) {
    const facts = this.#facts.get(step);
    const execution = { step, round, index: 0 };
    if (facts?.kind === 'action') this.#didWell(execution);
    if (facts?.kind === 'sleep' && !this.#slept.has(keyOf(execution)))
      this.#problem('disordered', `${step}/${round} ended before its timer fired`);
    this.#notes(facts, execution, state.log, without);
    this.#leave();
  }

  /** Each step writes into the state which execution of it was taken in. */
  #notes(facts, { step, round }, log, without) {
    const entry = facts?.notes ?? (['action', 'command', 'forEach'].includes(facts?.kind) ? `${step}/${round}` : null);
    const before = JSON.stringify(this.#log);
    if (JSON.stringify(log.slice(0, this.#log.length)) !== before)
      this.#problem('lost', `the state behind ${step}/${round} does not follow from the one before it`);
    const added = log.slice(this.#log.length);
    const isRight =
      entry === null || without
        ? added.length === 0
        : added.length === 1 && (added[0] === entry || (facts.kind === 'forEach' && added[0] === '-/-'));
    if (!isRight) this.#problem('disordered', `behind ${step}/${round} the state has noted ${JSON.stringify(added)}`);
    this.#log = log;
  }

  /** A time that is set for a whole step is that of each of its executions that has none yet. */
  #timersOf({ purpose, ...data }) {
    if (purpose !== 'timeout' || data.index !== undefined) return [timerOf({ purpose, ...data })];
    const timers = [];
    for (const [index, execution] of (this.#run?.executions ?? []).entries()) {
      if (execution.phase !== 'open' || execution.isTimed) continue;
      execution.isTimed = true;
      timers.push(timerOf({ purpose, ...data, index }));
    }
    return timers;
  }

  #didWell({ step, round, index }) {
    const facts = this.#facts.get(step);
    const execution = { step, round, index };
    const stands = this.#run?.step === step ? this.#run.executions[index] : undefined;
    if (stands?.phase === 'done') this.#problem('doubled', `${keyOf(execution)} was done twice`);
    if (stands) stands.phase = 'done';
    if (facts?.isLocal) this.effects.push({ kind: 'do', ...execution });
    if (facts?.undo) this.done.push(execution);
  }

  #beginsItems(from, to) {
    if (!this.#run) return;
    const { step, round, awaits, executions } = this.#run;
    for (let index = from; index < to; index++) {
      executions[index] = { phase: 'open', isUnknown: false };
      if (awaits[index]) this.#awaits(awaits[index], { step, round, index }, 'do');
    }
  }

  #awaits(id, execution, purpose) {
    if (this.awaited.has(id)) this.#problem('doubled', `${id} is awaited twice`);
    this.awaited.set(id, { ...execution, purpose });
  }

  /** What is still open, or never was answered, may have been done all the same. */
  #leave() {
    const { step, round, executions = [] } = this.#run ?? {};
    const facts = this.#facts.get(step);
    for (const [index, { phase, isUnknown }] of executions.entries()) {
      const isLeft = phase !== 'done' && (phase === 'open' || isUnknown || facts?.undoIfFailed);
      if (facts?.undo && isLeft) this.done.push({ step, round, index });
    }
    this.#run = null;
  }

  #begins(what) {
    if (this.#paused) this.#problem('disordered', `${what} began while the saga was paused`);
  }

  #problem(count, what) {
    this.problems.push({ count, what });
  }
}

function timerOf({ purpose, step, round, index = 'all' }) {
  return `${purpose} ${step}/${round}/${index}`;
}

function isOf(result, execution) {
  return result && keyOf(result) === keyOf(execution);
}
