import type { Broker } from '../broker/broker.js';

/** A broker server for a suite. Brokers made by it should have short heartbeats, so that the suite need not wait long. */
export interface BrokerFixture {
  /** A client of its own on the same server, as another process would have one. The suite closes it. */
  broker(): Promise<Broker>;
  /** Stops the server, drops every connection and starts it again, with its data. Left out where that cannot be done. */
  restart?(): Promise<void>;
  close(): Promise<void>;
}
