import { message, type MessageClass, type NewMessage } from '@edda/event-schemas';
import type { Evolver } from './evolver.js';

/**
 * The place where rules are kept: its methods check them and record events, its state follows from the events alone.
 *
 * `Event` is the union of the events it may record. The state must be plain JSON, or no snapshots are taken of it.
 */
export abstract class Aggregate<State, Event extends object = object> {
  private current: State;
  private readonly recorded: NewMessage[] = [];

  constructor(
    readonly id: string,
    initial: State,
    private readonly evolver: Evolver<State>,
  ) {
    this.current = initial;
  }

  get state(): Readonly<State> {
    return this.current;
  }

  /** Events recorded since it was loaded. */
  get pending(): readonly NewMessage[] {
    return this.recorded;
  }

  /** The classes of the events its state follows from. */
  get payloads(): readonly MessageClass[] {
    return this.evolver.payloads();
  }

  /** Takes over what already happened. */
  replay(event: { type: string; data: unknown }): void {
    this.current = this.evolver.apply(this.current, event);
  }

  /** Takes over the state of a snapshot. One that it refuses by throwing is ignored. */
  restore(state: State): void {
    this.current = state;
  }

  protected record<T extends Event>(payload: MessageClass<T>, data: NoInfer<T>): void {
    const event = message(payload, data);
    this.recorded.push(event as NewMessage);
    this.current = this.evolver.apply(this.current, { type: event.definition.type, data });
  }
}
