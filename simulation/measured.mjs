// What the simulation starts from. Every figure was seen on one machine of 2 cores that ran client, PostgreSQL and Kafka at
// once (docs/performance.md), so a process that has cores of its own does better.

/** @typedef {typeof MEASURED} Measured */
export const MEASURED = {
  /**
   * Appends are committed together: a commit costs a fixed part and a part for each event. The two follow from 807 events/s
   * of 1 appender and 18,909 events/s of 256, one event each; for 16 they give 8,160 where 6,956 were seen.
   */
  commit: { fixedMs: 1.191, eachMs: 0.0482, atOnce: 256 },
  /** The relay publishes what it finds, up to a batch; 15,600 events/s through full batches. */
  relay: { fixedMs: 4, eachMs: 0.0561, atOnce: 500 },
  /** From acknowledged by the broker to the handler: what is left of 9.51 ms from append to handled. */
  fetchMs: 2.8,
  /** A process that consumes with the inbox: 6,660 messages/s, 16 at once. */
  handler: { atOnce: 16, meanMs: 2.4 },
  /** A consumer that died is missed after its session has run out, then the group divides its partitions anew. */
  sessionMs: 10_000,
  rebalanceMs: 1_000,
};
