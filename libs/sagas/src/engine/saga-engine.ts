import type { AnySagaDefinition } from '../definition/saga-definition.js';
import type { SagaInstance } from '../instance/saga-instance.js';
import type { LocalWork } from './local-work.js';
import type { SagaMessage, Verdict } from './saga-message.js';
import type { ActionOutcome, ActionRef, Turn } from './turn.js';

/**
 * Decides, without any infrastructure, how an instance of one definition moves on: each function records events on the
 * instance, as far as it gets without waiting, and says what else is to be done. The same history and input always lead to
 * the same events. `now` is the time of the database.
 */
export interface SagaEngine {
  readonly definition: AnySagaDefinition;
  /** The first move of a new instance. */
  start(instance: SagaInstance, state: unknown, now: Date): Turn;
  /** Takes in one message of its inbox. A migration is for the engine of the version to migrate to. */
  receive(instance: SagaInstance, message: SagaMessage, now: Date): Received;
  /** Fires what is due, in the order of its times: sleeps, time-outs, retries. Nothing when nothing is due. */
  fire(instance: SagaInstance, now: Date): Turn;
  /**
   * Takes in what a local execution came to; one that is not awaited any more changes nothing.
   *
   * @param options.endsLater leaves the end of the saga, if that follows, to the next move, which is due at once
   */
  finish(
    instance: SagaInstance,
    action: ActionRef,
    outcome: ActionOutcome,
    now: Date,
    options?: { readonly endsLater?: boolean },
  ): Turn;
  /** The local executions that are to be under way now: what has to be begun again after a crash, or a resume. */
  openActions(instance: SagaInstance): readonly ActionRef[];
  /** The code of a local execution; null for one that is not awaited, or not any more. */
  prepare(instance: SagaInstance, action: ActionRef): LocalWork | null;
  /** When it has to be looked at again, if nothing comes before; null when only a message, or local work, moves it. */
  wakeAt(instance: SagaInstance): Date | null;
  /** What it waits for, in words for people and in order of time: for whoever looks at it. */
  waitsFor(instance: SagaInstance): readonly Waiting[];
}

export interface Received extends Turn {
  readonly verdict: Verdict;
  /** Why it was refused: a sentence for whoever asked. */
  readonly why?: string;
}

export interface Waiting {
  readonly kind: 'outcome' | 'signal' | 'timer' | 'action' | 'retry' | 'decision';
  readonly step: string;
  readonly round: number;
  /** How many executions wait for this, out of how many. */
  readonly open: number;
  readonly of: number;
  /** When it ends by itself. */
  readonly until: Date | null;
  /** The signal by its name. */
  readonly signal?: string;
}
