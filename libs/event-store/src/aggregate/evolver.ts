import { definitionOf, type MessageClass } from '@edda/event-schemas';

type Evolve<State> = (state: State, data: never) => State;

/** How a state follows from its events: a pure function per event type. */
export class Evolver<State> {
  private readonly byType = new Map<string, Evolve<State>>();

  on<T extends object>(payload: MessageClass<T>, evolve: (state: State, data: T) => State): this {
    this.byType.set(definitionOf(payload).type, evolve as Evolve<State>);
    return this;
  }

  /** @throws Error for a type it was not told about: leaving an event out would make a wrong state */
  apply(state: State, event: { type: string; data: unknown }): State {
    const evolve = this.byType.get(event.type);
    if (!evolve) throw new Error(`No rule says how the state changes with ${event.type}.`);
    return evolve(state, event.data as never);
  }
}
