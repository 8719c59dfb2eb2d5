import type { Broker, BrokerRecord, Consumer, ConsumeOptions, OutgoingRecord, PartitionLag } from '../../src/index.js';

/** A broker whose batches the spec hands out itself, and which keeps what is published. */
export class ManualBroker implements Broker {
  readonly published: OutgoingRecord[] = [];
  /** Thrown by the next publications, one after the other. */
  readonly failures: Error[] = [];
  private readonly members: ConsumeOptions[] = [];

  async ensureTopics(): Promise<void> {}

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    const failure = this.failures.shift();
    if (failure) throw failure;
    this.published.push(...records);
  }

  async consume(options: ConsumeOptions): Promise<Consumer> {
    this.members.push(options);
    return {
      assignment: () => options.topics.map((topic) => ({ topic, partition: 0 })),
      lastFetchAt: () => null,
      failure: () => null,
      close: async () => void this.members.splice(this.members.indexOf(options), 1),
    };
  }

  /** Hands a batch of one partition to a member; resolves when its offset would be committed, rejects when it would not. */
  async hand(
    records: readonly BrokerRecord[],
    signal: AbortSignal = new AbortController().signal,
    member = 0,
  ): Promise<void> {
    const [first] = records;
    const options = this.members[member];
    if (!first || !options) throw new Error('There is nothing to hand out, or nobody to take it.');
    await options.eachBatch({ topic: first.topic, partition: first.partition, records, signal });
  }

  async lag(): Promise<PartitionLag[]> {
    return [];
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}
}
