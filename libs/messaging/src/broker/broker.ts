import type { Topic } from '@edda/event-schemas';

/** A record on its way to a topic. Records of one key keep their order; the key decides the partition. */
export interface OutgoingRecord {
  readonly topic: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly value: string;
}

/** A record as it lies in a partition. */
export interface BrokerRecord extends OutgoingRecord {
  readonly partition: number;
  /** Counts up by one within a partition, from 0. */
  readonly offset: number;
  /** When the broker took it. */
  readonly timestamp: Date;
}

/** Successive records of one partition. */
export interface RecordBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly BrokerRecord[];
  /** Aborts when the partition is taken away or the consumer closes: finish or give up, nothing will be committed after. */
  readonly signal: AbortSignal;
}

export interface ConsumeOptions {
  /** Members of one group share the partitions; every group sees every record. */
  readonly group: string;
  readonly topics: readonly string[];
  /** Where a group without a committed offset starts. */
  readonly from: 'earliest' | 'latest';
  /** Most records in one batch. */
  readonly maxBatch: number;
  /**
   * Handles the records of a partition. Batches of one partition come one after the other, different partitions side
   * by side. When it resolves the driver commits the offset behind the batch; when it rejects the batch comes again
   * after a back-off.
   */
  readonly eachBatch: (batch: RecordBatch) => Promise<void>;
}

export interface Consumer {
  /** Partitions that this member holds now. */
  assignment(): readonly { topic: string; partition: number }[];
  /** When the consumer last fetched successfully; null before the first time. */
  lastFetchAt(): Date | null;
  /** Stops fetching, waits for running batches up to the deadline (milliseconds), commits what is done, leaves the group. */
  close(deadlineMs?: number): Promise<void>;
}

/** How many records of a partition a group has still before it. */
export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  readonly committed: number;
  readonly end: number;
}

/** The broker port: topics with partitions, groups with committed offsets. Every driver passes the same contract suite. */
export interface Broker {
  /**
   * Creates the topics that do not exist yet.
   *
   * @throws EddaError `BROKER.TOPIC_DRIFT` when one exists with another number of partitions
   */
  ensureTopics(topics: readonly Topic[]): Promise<void>;
  /**
   * Resolves when every record is stored durably; then their order within a key is the order given here.
   *
   * @throws EddaError `BROKER.UNAVAILABLE` when the broker cannot be reached, `BROKER.UNKNOWN_TOPIC`
   */
  publish(records: readonly OutgoingRecord[]): Promise<void>;
  consume(options: ConsumeOptions): Promise<Consumer>;
  lag(group: string, topics: readonly string[]): Promise<PartitionLag[]>;
  /** Whether the broker answers. */
  ping(): Promise<void>;
  /** Closes every consumer, then the connections. */
  close(): Promise<void>;
}
