// What the stored events of one instance say, read without the engine: what must be found elsewhere because of them, and
// where they contradict themselves.

import { RunningStep } from './running-step.mjs';
import { Timers } from './timers.mjs';

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
  /** The step that is under way. @type {RunningStep | null} */
  #run = null;
  #taken = new Set();
  #log = [];
  #timers = new Timers();
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
      this.#run = new RunningStep(step, round, awaits);
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
      if (!compensation) this.#run?.retry(data.index);
    },
    StepOutcomeReceived: (data) => this.#takes(data),
    StepFailed: ({ index, failure, whole }) => {
      if (!whole) this.#run?.fail(index, failure);
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

    TimerSet: (data) => this.#timers.set(data, this.#run),
    TimerFired: (data, { firedAt }) => {
      const problem = this.#timers.fire(data, firedAt);
      if (problem) this.problems.push(problem);
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
    const execution = this.awaited.get(id) ?? (this.#run && { step: this.#run.step, round: this.#run.round, index });
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
    if (facts?.kind === 'sleep' && !this.#timers.hasSlept(execution))
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

  #didWell({ step, round, index }) {
    const facts = this.#facts.get(step);
    const execution = { step, round, index };
    const again = this.#run?.step === step && this.#run.succeed(index);
    if (again) this.#problem('doubled', `${keyOf(execution)} was done twice`);
    if (facts?.isLocal) this.effects.push({ kind: 'do', ...execution });
    if (facts?.undo) this.done.push(execution);
  }

  #beginsItems(from, to) {
    for (const [id, execution] of this.#run?.begin(from, to) ?? []) this.#awaits(id, execution, 'do');
  }

  #awaits(id, execution, purpose) {
    if (this.awaited.has(id)) this.#problem('doubled', `${id} is awaited twice`);
    this.awaited.set(id, { ...execution, purpose });
  }

  #leave() {
    const facts = this.#facts.get(this.#run?.step);
    if (facts?.undo) this.done.push(...this.#run.left(facts));
    this.#run = null;
  }

  #begins(what) {
    if (this.#paused) this.#problem('disordered', `${what} began while the saga was paused`);
  }

  #problem(count, what) {
    this.problems.push({ count, what });
  }
}

function isOf(result, execution) {
  return result && keyOf(result) === keyOf(execution);
}
