import type { PartitionLag, TopicPartition } from '../broker/broker.js';
import type { GateState } from '../policies/delivery-gate.js';

/**
 * `connecting`: it has not joined its group yet; `running`; `stuck`: it makes no progress though records lie before it, and
 * is restarted; `stopped`: for good, until somebody mends what the reason says.
 */
export type SubscriptionPhase = 'connecting' | 'running' | 'stuck' | 'stopped';

/** How one subscription of this process stands. */
export interface SubscriptionStatus {
  /** Names the consumer group, such as `learning.read-letter`. */
  readonly group: string;
  readonly topics: readonly string[];
  /** The types of message it wants; null for all of its topics. */
  readonly types: readonly string[] | null;
  readonly phase: SubscriptionPhase;
  /** Why it does not run; null while it does. */
  readonly reason: string | null;
  /** Why it stopped for good. */
  readonly failure: Error | null;
  /** Partitions that this process holds. */
  readonly assignment: readonly TopicPartition[];
  /** Messages in its handler now. */
  readonly running: number;
  /** Records finished since it started. */
  readonly finished: number;
  /** What it waits for on purpose; null when it does not. */
  readonly paused: 'circuit-breaker' | 'rate-limit' | 'parked-messages' | null;
  readonly gate: GateState;
  /** Of the whole group, as it was read last; null when it was not, or too long ago. */
  readonly lag: readonly PartitionLag[] | null;
}
