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
  /**
   * Aborts when the partition is gone: its time for a hand-over or for closing is up, or the broker gave it to another
   * member. Until then a finished batch is committed, afterwards never: give up, what was done comes again elsewhere.
   */
  readonly signal: AbortSignal;
}

export interface ConsumeOptions {
  /** Members of one group share the partitions; every group sees every record. */
  readonly group: string;
  readonly topics: readonly string[];
  /** Where a group without a committed offset starts. `latest` means: behind what is stored when `consume` resolves. */
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

/** A partition of a topic. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

export interface Consumer {
  /** Partitions that this member holds now. */
  assignment(): readonly TopicPartition[];
  /** When the consumer last looked for records successfully, also when there were none; null before the first time. */
  lastFetchAt(): Date | null;
  /**
   * Why the consumer stopped for good, null while it works. `BROKER.OFFSET_OUT_OF_RANGE`: the record it should read next
   * no longer exists. It fetches nothing more, because to go on elsewhere would skip records silently.
   */
  failure(): Error | null;
  /** Stops fetching, waits for running batches up to the deadline (milliseconds), commits what is done, leaves the group. */
  close(deadlineMs?: number): Promise<void>;
}

/** How many records of a partition a group has still before it. */
export interface PartitionLag extends TopicPartition {
  /** The offset of the record the group reads next; of the oldest record kept while the group has committed nothing. */
  readonly committed: number;
  /** The offset the next record will get. */
  readonly end: number;
}

/** The broker port: topics with partitions, groups with committed offsets. Every driver passes the same contract suite. */
export interface Broker {
  /**
   * Creates the topics that do not exist yet, all or none.
   *
   * @throws EddaError `BROKER.TOPIC_DRIFT` when one exists with another number of partitions, `BROKER.INVALID_TOPIC`
   */
  ensureTopics(topics: readonly Topic[]): Promise<void>;
  /**
   * Resolves when every record is stored durably; then their order within a key is the order given here. After a
   * failure some of them may be stored: publish all of them again.
   *
   * @throws EddaError `BROKER.UNAVAILABLE` when the broker cannot be reached, `BROKER.UNKNOWN_TOPIC`,
   * `BROKER.RECORD_TOO_LARGE`, `BROKER.INVALID_RECORD`; with the last three nothing is stored
   */
  publish(records: readonly OutgoingRecord[]): Promise<void>;
  /**
   * Joins a group; resolves when this member belongs to it.
   *
   * @throws EddaError `BROKER.UNAVAILABLE`, `BROKER.UNKNOWN_TOPIC`
   */
  consume(options: ConsumeOptions): Promise<Consumer>;
  /** @throws EddaError `BROKER.UNAVAILABLE`, `BROKER.UNKNOWN_TOPIC` */
  lag(group: string, topics: readonly string[]): Promise<PartitionLag[]>;
  /**
   * Resolves when the broker answers.
   *
   * @throws EddaError `BROKER.UNAVAILABLE`
   */
  ping(): Promise<void>;
  /** Closes every consumer, then the connections. */
  close(): Promise<void>;
}
