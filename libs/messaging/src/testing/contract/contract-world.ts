import { newId } from '@edda/kernel';
import type { Broker, ConsumeOptions, Consumer, OutgoingRecord } from '../../broker/broker.js';
import type { BrokerFixture } from '../broker-fixture.js';

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
  async topic(broker: Broker, partitions = 1): Promise<string> {
    const name = `topic-${newId()}`;
    await broker.ensureTopics([{ name, partitions, retentionMs: 86_400_000 }]);
    return name;
  }

  group(): string {
    return `group-${newId()}`;
  }

  async close(): Promise<void> {
    await Promise.all(this.brokers.map((broker) => broker.close()));
  }
}

/** Consumes from the start in batches of up to 100, unless said otherwise. */
export function consume(
  broker: Broker,
  options: Pick<ConsumeOptions, 'group' | 'topics' | 'eachBatch'> & Partial<ConsumeOptions>,
): Promise<Consumer> {
  return broker.consume({ from: 'earliest', maxBatch: 100, ...options });
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

/** A promise to be resolved by hand. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { opened: promise, open: resolve };
}
