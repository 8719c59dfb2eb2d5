import { message, type MessageClass, type NewMessage } from '@edda/event-schemas';
import type { Evolver } from './evolver.js';

/**
 * The place where rules are kept: its methods check them and record events, its state follows from the events alone.
 */
export abstract class Aggregate<State> {
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

  /** Takes over what already happened. */
  replay(event: { type: string; data: unknown }): void {
    this.current = this.evolver.apply(this.current, event);
  }

  restore(state: State): void {
    this.current = state;
  }

  protected record<T extends object>(payload: MessageClass<T>, data: NoInfer<T>): void {
    const event = message(payload, data);
    this.recorded.push(event as NewMessage);
    this.current = this.evolver.apply(this.current, { type: event.definition.type, data });
  }
}
