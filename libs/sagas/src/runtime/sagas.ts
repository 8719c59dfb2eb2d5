import type { Uuid } from '@edda/kernel';
import type { AnySagaDefinition, SagaDefinition } from '../definition/saga-definition.js';
import type { StepOutcome } from '../definition/outcome.js';
import type { SagaControl } from '../engine/saga-message.js';
import type { SagaStatus } from '../instance/saga-instance.js';

/** One instance, as the list shows it. */
export interface SagaOverview {
  readonly id: Uuid;
  readonly tenantId: string;
  readonly saga: string;
  readonly version: string;
  readonly status: SagaStatus;
  /** The step it is at; null before the first and after the last. */
  readonly step: string | null;
  readonly failure: { readonly code: string; readonly detail: string } | null;
  readonly correlationId: Uuid;
  readonly startedAt: Date;
  readonly updatedAt: Date;
  readonly endedAt: Date | null;
  /** When it wakes up by itself. */
  readonly wakeAt: Date | null;
}

export interface SagaFilter {
  readonly saga?: string;
  readonly version?: string;
  readonly statuses?: readonly SagaStatus[];
  readonly correlationId?: Uuid;
}

export interface StartOptions {
  /** Names another version than the newest one that is registered. */
  readonly version?: string;
}

export interface SignalOptions {
  /** Tells a repetition; the id of the message that is being handled unless given. */
  readonly id?: Uuid;
  /** How long it waits for an instance that does not exist yet, in milliseconds: 1 h unless given. */
  readonly patienceMs?: number;
  /** Who signals: the user of the context, or the service, unless given. */
  readonly by?: string;
}

/**
 * The sagas of one service. What is called inside a unit of work commits with it; outside of one it commits by itself.
 * Everything is for the tenant of the running context.
 */
export interface Sagas {
  /**
   * Makes definitions known, before the service has started. Versions of one saga stand side by side; the newest is the one
   * new instances get.
   *
   * @throws Error for a definition that cannot work, with what is wrong
   */
  register<State>(...definitions: readonly SagaDefinition<State>[]): void;
  readonly definitions: readonly AnySagaDefinition[];

  /**
   * Starts an instance under an id. One that is there already stays as it is.
   *
   * @returns whether it was started by this
   * @throws EddaError `SAGA.UNKNOWN`, `SAGA.ID_TAKEN` by an instance of another saga
   */
  start(saga: string, id: Uuid, state: unknown, options?: StartOptions): Promise<boolean>;

  /**
   * Hands in what came of a command, under the id its step asked for. One that nobody waits for (late, twice, of a saga that
   * is over) changes nothing.
   */
  settle(awaitedId: Uuid, outcome: StepOutcome): Promise<void>;

  /**
   * Signals to an instance. One that does not exist yet gets it when it is started in time.
   *
   * @returns the id of the signal
   */
  signal(id: Uuid, signal: string, payload?: unknown, options?: SignalOptions): Promise<Uuid>;

  /**
   * Asks an instance to pause, resume, cancel, retry, skip or migrate, behind what has arrived for it before.
   *
   * @returns the id of the request, which the event has that came of it
   * @throws EddaError `SAGA.NOT_FOUND`; `SAGA.INVALID_TRANSITION` when it cannot be done in the state it is in;
   *   `SAGA.UNKNOWN_VERSION`
   */
  control(id: Uuid, control: SagaControl): Promise<Uuid>;

  /** Newest first. */
  list(filter: SagaFilter, page: { limit: number; before?: { startedAt: Date; id: Uuid } }): Promise<SagaOverview[]>;
  get(id: Uuid): Promise<SagaOverview | null>;
}

/** The token of {@link Sagas} in Nest. */
export const SAGAS = Symbol('SAGAS');
