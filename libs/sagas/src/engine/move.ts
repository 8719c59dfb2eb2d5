import type { MessageClass } from '@edda/event-schemas';
import type { Uuid } from '@edda/kernel';
import type { StepCommand } from '../definition/outcome.js';
import type { InstanceState } from '../instance/instance-state.js';
import type { SagaInstance } from '../instance/saga-instance.js';
import { openActions } from './open-actions.js';
import type { Program } from './program.js';
import type { ActionRef, OutgoingCommand, Turn } from './turn.js';

/** A move of one saga while it is being made: what it records, and what follows from it. */
export class Move {
  private readonly commands: OutgoingCommand[] = [];
  private awaits: Uuid[] = [];
  private settled: Uuid[] = [];
  private actions: ActionRef[] = [];
  private aborted: ActionRef[] = [];
  private readonly recordedBefore: number;
  ended: Turn['ended'] = null;

  constructor(
    readonly program: Program,
    readonly instance: SagaInstance,
    readonly now: Date,
  ) {
    this.recordedBefore = instance.pending.length;
  }

  get state(): InstanceState {
    return this.instance.state;
  }

  /** How many events it has recorded so far. */
  get size(): number {
    return this.instance.pending.length - this.recordedBefore;
  }

  record<T extends object>(payload: MessageClass<T>, data: NoInfer<T>): void {
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
