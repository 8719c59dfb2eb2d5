import { Aggregate, Evolver } from '@edda/event-store';
import { message, type MessageClass, type NewMessage } from '@edda/event-schemas';
import type { Uuid } from '@edda/kernel';
import { evolveCompensation } from './evolve-compensation.js';
import { evolveControl } from './evolve-control.js';
import { evolveSteps } from './evolve-steps.js';
import { NEW_INSTANCE, type InstanceState } from './instance-state.js';

const evolver = new Evolver<InstanceState>();
for (const evolve of [evolveSteps, evolveCompensation, evolveControl]) evolve(evolver);

/** One running saga: its history is the stream `saga-<id>`. Only its engine records on it. */
export class SagaInstance extends Aggregate<InstanceState> {
  static readonly category = 'saga';
  static readonly snapshotVersion = 2;

  private moves: NewMessage[] = [];

  constructor(id: Uuid) {
    super(id, NEW_INSTANCE, evolver);
  }

  override get pending(): readonly NewMessage[] {
    return this.moves;
  }

  /** Hands over what was recorded and forgets it, so that the instance can go on once that is committed. */
  takePending(): NewMessage[] {
    const taken = this.moves;
    this.moves = [];
    return taken;
  }

  override record<T extends object>(payload: MessageClass<T>, data: NoInfer<T>): void {
    const event = message(payload, data);
    this.replay({ type: event.definition.type, data });
    this.moves.push(event as NewMessage);
  }
}

export type { SagaStatus } from './saga-status.js';
