import type { MessageClass } from '@edda/event-schemas';
import type { Uuid } from '@edda/kernel';
import type { StepCommand } from '../definition/outcome.js';
import type { InstanceState } from '../instance/instance-state.js';
import type { SagaInstance } from '../instance/saga-instance.js';
import { openActions } from './open-actions.js';
import type { Program } from './program.js';
import type { ActionRef, OutgoingCommand, Turn } from './turn.js';

/** An append holds 1000 events and 8 MiB; a state may take almost 1 MiB. */
const EVENTS_OF_A_MOVE = 400;
const STATES_OF_A_MOVE = 6;

/** A move of one saga while it is being made: what it records, and what follows from it. */
export class Move {
  private readonly commands: OutgoingCommand[] = [];
  private awaits: Uuid[] = [];
  private settled: Uuid[] = [];
  private actions: ActionRef[] = [];
  private aborted: ActionRef[] = [];
  private readonly recordedBefore: number;
  private states = 0;
  ended: Turn['ended'] = null;

  constructor(
    readonly program: Program,
    readonly instance: SagaInstance,
    readonly now: Date,
    /** Whether the end of the saga is left to the next move. */
    readonly endsLater = false,
  ) {
    this.recordedBefore = instance.pending.length;
  }

  get state(): InstanceState {
    return this.instance.state;
  }

  /** Whether it has recorded about as much as an append holds: what is left to do is done by the next move. */
  get isFull(): boolean {
    return this.states >= STATES_OF_A_MOVE || this.instance.pending.length - this.recordedBefore > EVENTS_OF_A_MOVE;
  }

  record<T extends object>(payload: MessageClass<T>, data: NoInfer<T>): void {
    if ('state' in data) this.states++;
    this.instance.record(payload, data);
  }

  send(id: Uuid, { key, message }: StepCommand): void {
    this.commands.push({ id, key, message });
  }

  await(id: Uuid): void {
    this.awaits.push(id);
  }

  /** The outcome came, or is not awaited any more. */
  settle(id: Uuid): void {
    if (this.awaits.includes(id)) this.awaits = this.awaits.filter((other) => other !== id);
    else this.settled.push(id);
  }

  act(action: ActionRef): void {
    this.actions.push(action);
  }

  abort(action: ActionRef): void {
    const begun = this.actions.findIndex((other) => isSame(other, action));
    if (begun === -1) this.aborted.push(action);
    else this.actions = this.actions.toSpliced(begun, 1);
  }

  /** Aborts what runs here of the step: nothing new begins until somebody decides. */
  abortOpen(): void {
    for (const action of openActions(this.program, this.state)) this.abort(action);
  }

  /** Runs what was aborted again. */
  actOpen(): void {
    this.actions = [...openActions(this.program, this.state)];
  }

  /** The time that many milliseconds from now, as events write it. */
  in(milliseconds: number): string {
    return new Date(this.now.getTime() + milliseconds).toISOString();
  }

  turn(): Turn {
    const { commands, awaits, settled, actions, aborted, ended } = this;
    return { commands, awaits, settled, actions, aborted, ended };
  }
}

function isSame(one: ActionRef, other: ActionRef): boolean {
  return (
    one.step === other.step &&
    one.round === other.round &&
    one.index === other.index &&
    one.attempt === other.attempt &&
    one.compensation === other.compensation
  );
}
