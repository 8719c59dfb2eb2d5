import type {
  Broker,
  BrokerRecord,
  Consumer,
  ConsumeOptions,
  OutgoingRecord,
  PartitionHandler,
  PartitionLag,
  TopicState,
} from '../../src/index.js';

/** A broker whose batches the spec hands out itself, and which keeps what is published. */
export class ManualBroker implements Broker {
  readonly capabilities = { replay: true };
  readonly published: OutgoingRecord[] = [];
  /** Thrown by the next publications, one after the other. */
  readonly failures: Error[] = [];
  private readonly members: ConsumeOptions[] = [];

  async ensureTopics(): Promise<void> {}

  async describeTopics(): Promise<TopicState[]> {
    return [];
  }

  async configureTopics(): Promise<void> {}

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

  /** Hands records of one partition to a member; resolves when all of them are finished, rejects when they are not taken. */
  async hand(
    records: readonly BrokerRecord[],
    signal: AbortSignal = new AbortController().signal,
    member = 0,
  ): Promise<void> {
    const [first, last] = [records[0], records.at(-1)];
    const options = this.members[member];
    if (!first || !last || !options) throw new Error('There is nothing to hand out, or nobody to take it.');
    await new Promise<void>((resolve, reject) => {
      const handler = options.open({
        topic: first.topic,
        partition: first.partition,
        signal,
        finish: (offset) => {
          if (offset > last.offset) resolve();
        },
      });
      handler.take(records).catch(reject);
      const lose = (): void =>
        void handler.drain().then(() => reject(new Error('The partition was taken away before all was finished.')));
      signal.addEventListener('abort', lose, { once: true });
    });
  }

  /** Opens a partition at a member, whose records the spec hands over itself. */
  open(
    [first]: readonly BrokerRecord[],
    signal: AbortSignal = new AbortController().signal,
    member = 0,
  ): { handler: PartitionHandler; finished(): number } {
    const options = this.members[member];
    if (!first || !options) throw new Error('There is nothing to hand out, or nobody to take it.');
    let finished = 0;
    const { topic, partition } = first;
    const handler = options.open({ topic, partition, signal, finish: (offset) => (finished = offset) });
    return { handler, finished: () => finished };
  }

  async lag(): Promise<PartitionLag[]> {
    return [];
  }

  async groupTopics(): Promise<string[]> {
    return [];
  }

  async moveGroup(): Promise<void> {}

  async ping(): Promise<void> {}

  async close(): Promise<void> {}
}
