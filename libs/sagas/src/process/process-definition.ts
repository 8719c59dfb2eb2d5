import type { NewMessage } from '@edda/event-schemas';
import type { Uuid } from '@edda/kernel';

/** Why a step or a process could not go on; the code is stable. */
export interface ProcessFailure {
  code: string;
  detail: string;
}

/** What came of one command. */
export type StepOutcome = { ok: true; result: unknown } | { ok: false; failure: ProcessFailure };

/** A command to another context, whose outcome the process waits for. */
export interface StepCommand {
  message: NewMessage;
  /** Commands with one key keep their order. */
  key: string;
}

/** One step: commands side by side, joined when every outcome is in. */
export interface ProcessStep<State> {
  readonly name: string;
  /**
   * The commands of this step; none means there is nothing to do.
   *
   * @param idOf the id by which the outcome of command number `index` is recognised: the command must make its receiver
   *   answer under it. It is also the command's message id.
   */
  commands(state: State, idOf: (index: number) => Uuid): StepCommand[];
  /** The state with the outcomes taken in, in the order of the commands; or a failure that ends the process. */
  join(state: State, outcomes: readonly StepOutcome[]): { state: State } | { failure: ProcessFailure };
  /** The command that calls off one whose outcome nobody waits for any more. */
  release?(id: Uuid, reason: string): StepCommand;
}

/** A process from beginning to end. The state must be plain JSON: it is kept in events. */
export interface ProcessDefinition<State> {
  readonly name: string;
  /** An instance keeps the version it was started with. */
  readonly version: string;
  readonly steps: readonly ProcessStep<State>[];
}

/** What the owner does when a process ends; runs in the same unit of work. */
export interface ProcessEnd<State> {
  completed(id: Uuid, state: State): Promise<void>;
  failed(id: Uuid, failure: ProcessFailure, state: State): Promise<void>;
}
