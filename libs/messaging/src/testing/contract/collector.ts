import type { BrokerRecord } from '../../broker/broker.js';
import type { RecordBatch } from '../../broker/each-batch.js';

/** An `eachBatch` that keeps what it gets, in the order it got it. */
export class Collector {
  readonly batches: RecordBatch[] = [];

  /** @param work what to do with a batch before it counts as handled */
  constructor(private readonly work: (batch: RecordBatch) => Promise<void> | void = () => undefined) {}

  readonly eachBatch = async (batch: RecordBatch): Promise<void> => {
    await this.work(batch);
    this.batches.push(batch);
  };

  get records(): BrokerRecord[] {
    return this.batches.flatMap((batch) => batch.records);
  }

  get values(): string[] {
    return this.records.map((record) => record.value);
  }

  /** The values of one key, in the order they came. */
  valuesOf(key: string): string[] {
    return this.records.filter((record) => record.key === key).map((record) => record.value);
  }
}
