import { definitionOf, type MessageClass } from '@edda/event-schemas';

interface Rule<State> {
  readonly payload: MessageClass;
  evolve(state: State, data: never): State;
}

/**
 * How a state follows from its events: a pure function per event type, which returns the next state and leaves the one it
 * was given as it is.
 */
export class Evolver<State> {
  private readonly byType = new Map<string, Rule<State>>();

  on<T extends object>(payload: MessageClass<T>, evolve: (state: State, data: T) => State): this {
    this.byType.set(definitionOf(payload).type, { payload, evolve });
    return this;
  }

  /** The classes of the events it has a rule for. */
  payloads(): MessageClass[] {
    return [...this.byType.values()].map(({ payload }) => payload);
  }

  /** @throws Error for a type it was not told about: leaving an event out would make a wrong state */
  apply(state: State, event: { type: string; data: unknown }): State {
    const rule = this.byType.get(event.type);
    if (!rule) throw new Error(`No rule says how the state changes with ${event.type}.`);
    return rule.evolve(state, event.data as never);
  }
}
