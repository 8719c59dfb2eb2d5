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

/** A partition while this member holds it. */
export interface AssignedPartition {
  readonly topic: string;
  readonly partition: number;
  /**
   * Aborts when the partition is gone: its time for a hand-over or for closing is up, or the broker gave it to another
   * member. What is finished until then is committed, afterwards never: give up, what was done comes again elsewhere.
   */
  readonly signal: AbortSignal;
  /**
   * Every record before this offset is finished. The driver commits that soon, and at the latest when the partition is
   * handed over in time. Offsets lower than the last one given, and those that come too late, change nothing.
   */
  finish(offset: number): void;
}

/** What a member does with the records of one partition. */
export interface PartitionHandler {
  /**
   * Takes over successive records; they need not be finished when it resolves, which only says that the next ones may come:
   * while it does not resolve nothing more of the partition is fetched, and the member stays alive. When it rejects the
   * records come again from the first unfinished one, after a back-off.
   */
  take(records: readonly BrokerRecord[]): Promise<void>;
  /** The partition is wanted elsewhere, or the consumer closes: begins nothing more and resolves when nothing runs. */
  drain(): Promise<void>;
}

export interface ConsumeOptions {
  /** Members of one group share the partitions; every group sees every record. */
  readonly group: string;
  readonly topics: readonly string[];
  /**
   * Where a group without a committed offset starts. `latest` means: behind what is stored when `consume` resolves. A broker
   * that cannot replay starts a new group there in any case.
   */
  readonly from: 'earliest' | 'latest';
  /** Most records handed over at once. */
  readonly maxBatch: number;
  /** The group is of this member alone and may be forgotten when that goes: nobody will ask where it was. */
  readonly ephemeral?: boolean;
  /** Called when this member was given a partition, before its first records. */
  readonly open: (partition: AssignedPartition) => PartitionHandler;
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
  /** Stops fetching, lets the handlers drain up to the deadline (milliseconds), commits what is finished, leaves the group. */
  close(deadlineMs?: number): Promise<void>;
}

/** How many records of a partition a group has still before it. */
export interface PartitionLag extends TopicPartition {
  /** Records not finished yet. */
  readonly lag: number;
  /**
   * The offset of the record the group reads next; of the oldest record kept while the group has committed nothing; null
   * where the broker has no offsets.
   */
  readonly committed: number | null;
  /** The offset the next record will get; null where the broker has no offsets. */
  readonly end: number | null;
}

/** A topic as the broker has it. */
export interface TopicState {
  readonly name: string;
  readonly partitions: number;
  /** In milliseconds; null where the broker has no retention of its own. */
  readonly retentionMs: number | null;
}

export interface BrokerCapabilities {
  /** Whether records stay after they were handled, so that a new group may begin with the earliest one kept. */
  readonly replay: boolean;
}

/** The broker port: topics with partitions, groups with committed offsets. Every driver passes the same contract suite. */
export interface Broker {
  readonly capabilities: BrokerCapabilities;
  /**
   * Creates the topics that do not exist yet.
   *
   * @throws EddaError `BROKER.TOPIC_DRIFT` when one exists with another number of partitions: then none is created;
   * `BROKER.INVALID_TOPIC`
   */
  ensureTopics(topics: readonly Topic[]): Promise<void>;
  /** Those of the named topics that exist. */
  describeTopics(names: readonly string[]): Promise<TopicState[]>;
  /** Gives existing topics the retention that is declared; where the broker has none it does nothing. */
  configureTopics(topics: readonly Topic[]): Promise<void>;
  /**
   * Resolves when every record is stored durably; then their order within a key is the order given here. After a
   * failure some of them may be stored: publish all of them again.
   *
   * @throws EddaError `BROKER.UNAVAILABLE` when the broker cannot be reached, `BROKER.UNROUTABLE` when a queue has nobody
   * who could ever take the record, `BROKER.UNKNOWN_TOPIC`, `BROKER.RECORD_TOO_LARGE`, `BROKER.INVALID_RECORD`; with the
   * last three nothing is stored
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
  /** Those of the named topics that a group reads or has read: none for a group the broker does not know. */
  groupTopics(group: string, among: readonly string[]): Promise<string[]>;
  /**
   * Lets a group without members go on elsewhere in these topics: at the oldest record kept, or behind the newest one.
   *
   * @throws EddaError `BROKER.GROUP_ACTIVE` while it has members, `BROKER.UNKNOWN_GROUP`, `BROKER.UNKNOWN_TOPIC`,
   * `BROKER.UNAVAILABLE`; `BROKER.NO_REPLAY` for `earliest` where the broker cannot replay
   */
  moveGroup(group: string, topics: readonly string[], to: 'earliest' | 'latest'): Promise<void>;
  /**
   * Resolves when the broker answers.
   *
   * @throws EddaError `BROKER.UNAVAILABLE`
   */
  ping(): Promise<void>;
  /** Closes every consumer, then the connections. */
  close(): Promise<void>;
}
