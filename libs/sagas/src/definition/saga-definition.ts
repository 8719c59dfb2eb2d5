import type { Uuid } from '@edda/kernel';
import type { SagaFailure } from './outcome.js';
import type { SagaStep } from './saga-step.js';

/** What the owner does when an instance ends; runs in the unit of work that ends it. */
export interface SagaEnd<State> {
  completed?(id: Uuid, state: State): Promise<void> | void;
  /** After everything that was done is undone. */
  failed?(id: Uuid, failure: SagaFailure, state: State): Promise<void> | void;
  cancelled?(id: Uuid, failure: SagaFailure, state: State): Promise<void> | void;
}

/** Where an instance of another version goes on in this one. */
export interface Migrated<State> {
  readonly state: State;
  /** The name of the step to go on with, in its next round; the one it stands at where left out. */
  readonly step?: string;
}

/** A process from beginning to end. The state must be plain JSON: it is kept in events. */
export interface SagaDefinition<State> {
  /** In kebab-case. */
  readonly name: string;
  /** `major.minor.patch`. An instance keeps the version it was started with. */
  readonly version: string;
  readonly description?: string;
  readonly steps: readonly SagaStep<State>[];
  readonly end?: SagaEnd<State>;
  /** How an instance of an older version, by that version, is taken over when somebody asks for it. Pure. */
  readonly migrate?: Readonly<Record<string, (state: unknown, step: string | null) => Migrated<State>>>;
}

/** A definition among others, whose state is its own affair. */
export type AnySagaDefinition = SagaDefinition<unknown>;
