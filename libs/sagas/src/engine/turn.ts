import type { NewMessage } from '@edda/event-schemas';
import type { Uuid } from '@edda/kernel';
import type { SagaFailure } from '../definition/outcome.js';

/** A command that is sent in the unit of work that records why. */
export interface OutgoingCommand {
  readonly id: Uuid;
  readonly key: string;
  readonly message: NewMessage;
}

/** Names a local execution that is under way, or is to be. */
export interface ActionRef {
  readonly step: string;
  readonly round: number;
  readonly index: number;
  readonly attempt: number;
  readonly compensation: boolean;
}

/** What follows from one move of a saga besides the events that it recorded. */
export interface Turn {
  /** To be sent in the same unit of work. */
  readonly commands: readonly OutgoingCommand[];
  /** Outcomes that are awaited from now on, and those that are not any more. */
  readonly awaits: readonly Uuid[];
  readonly settled: readonly Uuid[];
  /** To be run once the events are committed. */
  readonly actions: readonly ActionRef[];
  /** To be aborted: nobody waits for them any more, or the saga is paused. */
  readonly aborted: readonly ActionRef[];
  /** Set when the saga has ended with this move: the hook of its owner runs in the same unit of work. */
  readonly ended: {
    readonly status: 'completed' | 'failed' | 'cancelled';
    readonly failure: SagaFailure | null;
  } | null;
}

/** What came of a local execution. An error of the action itself, not of recording it. */
export type ActionOutcome =
  | { readonly ok: true; readonly result: unknown }
  /** It was aborted because the saga was paused or the process stops: it counts as no attempt. */
  | { readonly ok: false; readonly interrupted: true }
  | { readonly ok: false; readonly interrupted: false; readonly failure: SagaFailure; readonly retryable: boolean };
