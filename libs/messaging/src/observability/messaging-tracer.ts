import type { BrokerRecord, OutgoingRecord } from '../broker/broker.js';

/** An attempt to handle a record. */
export interface ProcessAttempt {
  readonly record: BrokerRecord;
  /** The subscription's group. */
  readonly group: string;
  /** 1 for the first. */
  readonly attempt: number;
}

/** Makes spans of what relay and subscriptions do. The parent of each is the `traceparent` of the record. */
export interface MessagingTracer {
  /**
   * Runs `send` with the records to publish: where a record's trace is recorded, its `traceparent` names a producer span
   * that ends with `send`.
   */
  publish(
    records: readonly OutgoingRecord[],
    send: (records: readonly OutgoingRecord[]) => Promise<void>,
  ): Promise<void>;
  /**
   * Runs one attempt in a consumer span. `work` gets the `traceparent` of what it causes, for the execution context; when it
   * rejects, the span carries the error, and it is passed on.
   */
  process<T>(attempt: ProcessAttempt, work: (traceparent: string | null) => Promise<T>): Promise<T>;
}

/** Makes no spans; the trace of a caller is carried on. */
export const NO_TRACING: MessagingTracer = {
  publish: (records, send) => send(records),
  process: ({ record }, work) => work(record.headers['traceparent'] ?? null),
};
