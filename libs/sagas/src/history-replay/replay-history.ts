import type { SagaDefinition } from '../definition/saga-definition.js';
import { createEngine } from '../engine/create-engine.js';
import type { SagaEngine } from '../engine/saga-engine.js';
import type { SagaEnded, StepCompleted, StepOutcomeReceived } from '../events/index.js';
import { SagaInstance } from '../instance/saga-instance.js';
import { differingField } from './differing-field.js';
import type { HistoryEvent } from './history-event.js';
import { beforeDue, inputOf } from './input-of.js';
import { eventText, wouldText } from './told-event.js';

/** Where a definition would have gone another way than a history did. */
export interface Divergence {
  /** The version of the event in its stream, from 1; one more than it has where the definition would go on. */
  readonly event: number;
  /** Such as `event 7: the history has StepStarted gather (round 1); research 2.1.0 would start analyse`. */
  readonly sentence: string;
}

/** What may come at any time, also between two parts of a long move. */
const FROM_OUTSIDE = new Set(['SignalReceived', 'SagaPaused', 'SagaCancelled', 'StepSkipped', 'SagaMigrated']);

const ANY_ID = '00000000-0000-7000-8000-000000000000';

/**
 * Follows a captured history with another definition: the outcomes, signals, times and requests it tells of come to it, and
 * what it decides is compared event by event. Nothing is run, sent or waited for. What a local step came to stands in a
 * history only where it can be undone: elsewhere the state it led to is taken as it is. Behind a migration the history is
 * that of another version, so it is followed from the last one on.
 *
 * @returns where the two part; null when they do not
 */
export function replayHistory<State>(
  definition: SagaDefinition<State>,
  events: readonly HistoryEvent[],
): Divergence | null {
  return new HistoryReplay(createEngine(definition)).follow(events);
}

class HistoryReplay {
  private readonly instance = new SagaInstance(ANY_ID);
  /** What the engine has decided and the history has not told yet. */
  private decided: HistoryEvent[] = [];
  private now = new Date(0);

  constructor(private readonly engine: SagaEngine) {}

  follow(events: readonly HistoryEvent[]): Divergence | null {
    const first = events.findLastIndex(({ type }) => type === 'SagaMigrated') + 1;
    for (const [at, event] of events.entries()) {
      if (event.recordedAt !== undefined) this.now = new Date(event.recordedAt);
      const divergence = at < first ? null : this.compare(event, event.version ?? at + 1);
      if (divergence) return divergence;
      this.instance.replay(event);
      if (at === first - 1 || this.decided === UNTOLD) this.decided = this.goOn();
    }
    const [would] = this.decided;
    return would
      ? this.diverged((events.at(-1)?.version ?? events.length) + 1, 'the history ends', wouldText(would))
      : null;
  }

  private compare(event: HistoryEvent, version: number): Divergence | null {
    if (this.decided.length === 0) {
      const input = inputOf(this.engine, event, this.now);
      if (!input && this.mayCome(event)) {
        this.decided = UNTOLD;
        return null;
      }
      const goesOn = this.isUnderWay && !FROM_OUTSIDE.has(event.type);
      this.decided = goesOn ? this.goOn() : input ? this.decide(input) : [];
    }
    const [would, ...later] = this.decided;
    this.decided = later;
    const has = `the history has ${eventText(event)}`;
    if (!would) return this.diverged(version, has, this.waiting());
    if (would.type !== event.type) return this.diverged(version, has, wouldText(would));
    const field = differingField(event, would);
    if (field === null) return null;
    const same = eventText(event) === eventText(would);
    return this.diverged(version, has, `${wouldText(would)}${same ? `, with another ${field}` : ''}`);
  }

  /** Whether the saga waits for what the event tells of, though the event does not tell it. */
  private mayCome({ type, data }: HistoryEvent): boolean {
    const { run, phase } = this.instance.state;
    if (type === 'StepCompleted') {
      if (run?.step !== (data as StepCompleted).step) return false;
      // A step without commands, of old, or a single local execution.
      return run.executions.length === 0 || (run.executions.length === 1 && run.awaits.length === 0);
    }
    if (type === 'StepOutcomeReceived') return run?.awaits.includes((data as StepOutcomeReceived).id) ?? false;
    // As histories of old end that were cancelled.
    return type === 'SagaEnded' && (data as SagaEnded).status === 'cancelled' && phase === 'forward';
  }

  /** A long move is cut, and gone on with in the next. */
  private get isUnderWay(): boolean {
    return this.engine.wakeAt(this.instance)?.getTime() === 0;
  }

  private goOn(): HistoryEvent[] {
    return this.decide((draft) => void this.engine.fire(draft, beforeDue(draft, this.now)));
  }

  private decide(input: (draft: SagaInstance) => void): HistoryEvent[] {
    const draft = new SagaInstance(ANY_ID);
    draft.restore(this.instance.state);
    input(draft);
    return draft.takePending().map(({ definition, data }) => ({ type: definition.type, data }));
  }

  private waiting(): string {
    const [waits] = this.engine.waitsFor(this.instance);
    if (!waits) return this.instance.state.phase === 'ended' ? 'have ended' : 'do nothing';
    if (waits.kind === 'signal') return `wait for the signal ${waits.signal}`;
    if (waits.kind === 'action') return `wait for ${waits.step}`;
    if (waits.kind === 'decision') return 'wait for somebody to decide';
    return waits.kind === 'outcome' ? `wait for the outcome of ${waits.step}` : `wait for the time of ${waits.step}`;
  }

  private diverged(event: number, has: string, would: string): Divergence {
    const { name, version } = this.engine.definition;
    return { event, sentence: `event ${event}: ${has}; ${name} ${version} would ${would}` };
  }
}

/** An event was taken as it is: what follows from it is not decided yet. */
const UNTOLD: HistoryEvent[] = [];
