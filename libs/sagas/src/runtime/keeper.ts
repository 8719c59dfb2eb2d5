import type { InstanceInHand } from './instance-in-hand.js';
import type { Parked } from './parking.js';
import type { QueuePlace } from './queue-place.js';

/** Told by the instances in hand of a worker. */
export interface Keeper {
  /** It is not in hand any more. */
  gone(instance: InstanceInHand): void;
  /** Its row says that it only waits, or soon will. */
  parked(instance: InstanceInHand, parked: Parked, written: Promise<void>): void;
  /** More messages may wait for it than it was told of. */
  mayHaveMore(): void;
  /** It cannot be moved: gives it back, and says when to try again. */
  setAside(instance: InstanceInHand, error: unknown): Promise<void>;
}

export interface TakeOptions {
  /** It has no events yet. */
  readonly isNew?: boolean;
  /** Its timers fire in the order of these places. */
  readonly place?: QueuePlace | null;
}
