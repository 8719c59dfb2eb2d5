import { newId } from '@edda/kernel';
import type { Topic } from '@edda/event-schemas';
import type { Broker, ConsumeOptions, Consumer, OutgoingRecord } from '../../broker/broker.js';
import { eachBatch, type RecordBatch } from '../../broker/each-batch.js';
import type { BrokerFixture } from '../broker-fixture.js';
import { eventually } from '../eventually.js';

/** What one test works with: brokers on the fixture's server, and names nobody else uses. */
export class ContractWorld {
  private readonly brokers: Broker[] = [];

  constructor(readonly fixture: BrokerFixture) {}

  async broker(): Promise<Broker> {
    const broker = await this.fixture.broker();
    this.brokers.push(broker);
    return broker;
  }

  /** The name of a new topic. */
  async topic(broker: Broker, partitions = 1, kind: Topic['kind'] = 'topic'): Promise<string> {
    const name = `topic-${newId()}`;
    await broker.ensureTopics([{ name, kind, partitions, retentionMs: 86_400_000 }]);
    return name;
  }

  /** The name of a new group. */
  group(): string {
    return `group-${newId()}`;
  }

  /**
   * The name of a new group that gets everything published from now on. Where the broker can replay that is any group;
   * elsewhere the group must have been there before.
   */
  async groupOf(broker: Broker, topics: readonly string[]): Promise<string> {
    const group = this.group();
    if (!broker.capabilities.replay) {
      const consumer = await consume(broker, { group, topics, eachBatch: async () => undefined });
      await consumer.close();
    }
    return group;
  }

  /** Waits as long as the fixture says. */
  eventually<T>(check: () => T | Promise<T>): Promise<T> {
    return eventually(check, this.fixture.patienceMs);
  }

  /** Waits until a group has finished everything. */
  async caughtUp(broker: Broker, group: string, topics: readonly string[]): Promise<void> {
    await this.eventually(async () => {
      const behind = (await broker.lag(group, topics)).filter((one) => one.lag > 0);
      if (behind.length > 0) throw new Error(`The group is behind: ${JSON.stringify(behind)}`);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.brokers.map((broker) => broker.close()));
  }
}

/** What `consume` needs to be told. */
export type BatchOptions = Pick<ConsumeOptions, 'group' | 'topics'> &
  Partial<Pick<ConsumeOptions, 'from' | 'maxBatch' | 'ephemeral'>> & {
    readonly eachBatch: (batch: RecordBatch) => Promise<void>;
  };

/** Consumes from the start in batches of up to 100, unless said otherwise. */
export function consume(broker: Broker, { eachBatch: handle, ...options }: BatchOptions): Promise<Consumer> {
  return broker.consume({ from: 'earliest', maxBatch: 100, open: eachBatch(handle), ...options });
}

export function record(topic: string, key: string, value: unknown): OutgoingRecord {
  return { topic, key, headers: {}, value: JSON.stringify(value) };
}

/** Records with the values `from` to `to - 1`. */
export function numbered(topic: string, key: string, from: number, to: number): OutgoingRecord[] {
  return range(from, to).map((value) => record(topic, key, value));
}

export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

export function texts(values: readonly unknown[]): string[] {
  return values.map((value) => JSON.stringify(value));
}

/** The values as they first came. */
export function withoutRepeats(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** A promise to be resolved by hand. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { opened: promise, open: resolve };
}
