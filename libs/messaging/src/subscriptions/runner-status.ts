import type { TopicPartition } from '../broker/broker.js';
import type { GateState } from '../policies/delivery-gate.js';

/** How the runner of a subscription stands, without asking broker or database. */
export interface RunnerStatus {
  /** Partitions that this process holds. */
  readonly assignment: readonly TopicPartition[];
  /** When the consumer last looked for records; null before the first time. */
  readonly lastFetchAt: Date | null;
  /** Messages in the handler now. */
  readonly running: number;
  /** Records finished since it started, handled, skipped or parked. */
  readonly finished: number;
  readonly gate: GateState;
  /** Whether partitions wait because so many messages lie parked. */
  readonly tooManyParked: boolean;
}
