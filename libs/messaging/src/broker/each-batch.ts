import type { AssignedPartition, BrokerRecord, ConsumeOptions, PartitionHandler } from './broker.js';

/** Successive records of one partition. */
export interface RecordBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly BrokerRecord[];
  /** Aborts when the partition is gone before the batch is handled. */
  readonly signal: AbortSignal;
}

/**
 * The `open` of a consumer that handles one batch of a partition after the other, different partitions side by side. A
 * batch is finished when `handle` resolves; when it rejects the batch comes again after a back-off. A partition that comes
 * back to its consumer waits for the batch that still runs, so that two of a partition never run side by side.
 */
export function eachBatch(handle: (batch: RecordBatch) => Promise<void>): ConsumeOptions['open'] {
  const running = new Map<string, Promise<void>>();
  return (partition) => new BatchHandler(partition, handle, running);
}

class BatchHandler implements PartitionHandler {
  private readonly name: string;
  private draining = false;
  /** Of the running batch alone: what listens to a signal of the whole partition would pile up. */
  private batch: AbortController | null = null;

  constructor(
    private readonly partition: AssignedPartition,
    private readonly handle: (batch: RecordBatch) => Promise<void>,
    private readonly running: Map<string, Promise<void>>,
  ) {
    this.name = `${partition.topic}/${partition.partition}`;
    partition.signal.addEventListener('abort', () => this.batch?.abort(), { once: true });
  }

  async take(records: readonly BrokerRecord[]): Promise<void> {
    await this.running.get(this.name);
    const last = records.at(-1);
    if (!last || this.draining || this.partition.signal.aborted) return;
    const handled = this.run(records);
    const ended = handled.then(
      () => undefined,
      () => undefined,
    );
    this.running.set(this.name, ended);
    void ended.then(() => this.running.delete(this.name));
    await handled;
    this.partition.finish(last.offset + 1);
  }

  async drain(): Promise<void> {
    this.draining = true;
    await this.running.get(this.name);
  }

  private async run(records: readonly BrokerRecord[]): Promise<void> {
    const { topic, partition } = this.partition;
    const controller = new AbortController();
    this.batch = controller;
    await this.handle({ topic, partition, records, signal: controller.signal });
  }
}
