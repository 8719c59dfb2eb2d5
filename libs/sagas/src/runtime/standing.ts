import type { AggregateRepository } from '@edda/event-store';
import type { Uuid } from '@edda/kernel';
import { SagaInstance } from '../instance/saga-instance.js';

export type InstanceState = SagaInstance['state'];

export type SagaRepository = AggregateRepository<InstanceState, SagaInstance>;

/** Where an instance stands by its stream. Never changed: a move makes another one. */
export interface Standing {
  readonly state: InstanceState;
  /** The version of the stream. */
  readonly version: number;
  readonly snapshotVersion: number;
}

export function newStanding(id: Uuid): Standing {
  return { state: new SagaInstance(id).state, version: 0, snapshotVersion: 0 };
}

/** An instance to try a move on; what it was made from stays as it is. */
export function draftOf(id: Uuid, { state }: Standing): SagaInstance {
  const draft = new SagaInstance(id);
  draft.restore(state);
  return draft;
}

/** The last ones that were parked, so that what arrives for them need not read their streams again. */
export class StandingCache {
  private readonly kept = new Map<Uuid, Standing>();

  constructor(private readonly most: number) {}

  put(id: Uuid, standing: Standing): void {
    this.kept.delete(id);
    this.kept.set(id, standing);
    if (this.kept.size <= this.most) return;
    for (const oldest of this.kept.keys()) {
      this.kept.delete(oldest);
      return;
    }
  }

  /** Takes it out; null unless its stream is where its row says. */
  take(id: Uuid, streamVersion: number): Standing | null {
    const standing = this.kept.get(id);
    this.kept.delete(id);
    return standing?.version === streamVersion ? standing : null;
  }
}
