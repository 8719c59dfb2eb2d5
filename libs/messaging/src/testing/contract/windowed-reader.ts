import type { AssignedPartition, Broker, BrokerRecord, Consumer, PartitionHandler } from '../../broker/broker.js';

/** A partition as a reader was given it. */
export interface OpenPartition {
  readonly assigned: AssignedPartition;
  /** What it took over, in the order it came. */
  readonly records: BrokerRecord[];
  drained: boolean;
}

/** A member that takes over what it is given and finishes nothing by itself. */
export class WindowedReader {
  readonly opened: OpenPartition[] = [];

  /** @param take what to do before more may come */
  constructor(
    private readonly take: (records: readonly BrokerRecord[], of: OpenPartition) => unknown = () => undefined,
  ) {}

  consume(broker: Broker, group: string, topics: readonly string[], maxBatch = 10): Promise<Consumer> {
    return broker.consume({ group, topics, from: 'earliest', maxBatch, open: (assigned) => this.open(assigned) });
  }

  get records(): BrokerRecord[] {
    return this.opened.flatMap((one) => one.records);
  }

  get values(): string[] {
    return this.records.map((record) => record.value);
  }

  /** Everything before the record with this value is finished, in the partition where it was last taken over. */
  finishUpTo(value: unknown): void {
    const text = JSON.stringify(value);
    const holder = this.opened.filter((one) => one.records.some((record) => record.value === text)).at(-1);
    const record = holder?.records.filter((one) => one.value === text).at(-1);
    if (!holder || !record) throw new Error(`Nobody took over ${text}.`);
    holder.assigned.finish(record.offset);
  }

  /** Everything that was taken over is finished. */
  finishAll(): void {
    for (const { assigned, records } of this.opened) {
      const last = records.at(-1);
      if (last) assigned.finish(last.offset + 1);
    }
  }

  private open(assigned: AssignedPartition): PartitionHandler {
    const partition: OpenPartition = { assigned, records: [], drained: false };
    this.opened.push(partition);
    return {
      take: async (records) => {
        partition.records.push(...records);
        await this.take(records, partition);
      },
      drain: async () => {
        partition.drained = true;
      },
    };
  }
}
