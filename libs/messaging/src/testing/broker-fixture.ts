import type { Broker } from '../broker/broker.js';

/**
 * What happens to partitions when a member joins. `cooperative`: those that move do so one by one, each after its handler
 * has drained. `eager`: everybody gives up everything, and what was not finished comes again. `standby`: a partition stays
 * with its member until that one goes, newer members wait.
 */
export type Rebalancing = 'cooperative' | 'eager' | 'standby';

/** A broker server for a suite. Brokers made by it should have short heartbeats, so that the suite need not wait long. */
export interface BrokerFixture {
  readonly rebalancing: Rebalancing;
  /** After how much silence its brokers' members are taken for dead, in milliseconds. */
  readonly sessionTimeoutMs: number;
  /** How long the suite waits for what must happen, in milliseconds; 60 seconds unless said otherwise. */
  readonly patienceMs?: number;
  /** A client of its own on the same server, as another process would have one. The suite closes it. */
  broker(): Promise<Broker>;
  /** Stops the server, drops every connection and starts it again, with its data; resolves when it takes connections. */
  restart(): Promise<void>;
  close(): Promise<void>;
}
