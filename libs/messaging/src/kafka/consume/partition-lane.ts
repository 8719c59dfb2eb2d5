import { backoffDelay, pause, type Backoff } from '@edda/kernel';
import type { AssignedPartition, BrokerRecord, ConsumeOptions, PartitionHandler } from '../../broker/broker.js';
import type { BrokerLogger } from '../../broker/broker-logger.js';

/** What the lanes of a member share. */
export interface LaneContext {
  readonly open: ConsumeOptions['open'];
  readonly maxBatch: number;
  /** Something was finished. */
  readonly onFinished: (lane: PartitionLane) => void;
  /** Records were handed over. */
  readonly onDrained: (lane: PartitionLane) => void;
  /** Records are wanted again from `position` on. */
  readonly onRewind: (lane: PartitionLane) => void;
  readonly backoff: Backoff;
  readonly logger: BrokerLogger;
  /** Names the group in messages. */
  readonly name: string;
}

/** One partition while a member holds it: what was fetched, what its handler took over, what that has finished. */
export class PartitionLane implements AssignedPartition {
  /** The offset to fetch next. */
  position: number;
  /** UTF-16 units of the records that were fetched and not handed over. */
  buffered = 0;
  /** Whether fetching waits until less is buffered. */
  held = false;
  private buffer: BrokerRecord[] = [];
  /** The first offset that is not finished. */
  private finished: number;
  /** Behind everything that was ever handed over. */
  private handedOver: number;
  /** Behind the last record that was fetched: what lies between it and `position` is not for us. */
  private fetched: number;
  private taking = false;
  /** Rejections in a row. */
  private failures = 0;
  private readonly handler: PartitionHandler;
  /** Aborts when nothing more may be handed over. */
  private readonly stopping = new AbortController();
  /** Aborts when the partition is gone. */
  private readonly gone = new AbortController();

  /** @param saved what is committed, null where nothing is */
  constructor(
    readonly topic: string,
    readonly partition: number,
    start: number,
    private saved: number | null,
    private readonly context: LaneContext,
  ) {
    this.position = this.finished = this.handedOver = this.fetched = start;
    this.handler = context.open(this);
  }

  get signal(): AbortSignal {
    return this.gone.signal;
  }

  get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  /** The offset to commit, null when it is committed or the partition is gone. */
  get pendingCommit(): number | null {
    return this.signal.aborted || this.finished === this.saved ? null : this.finished;
  }

  /** Takes what was fetched from `position` up to `next`. Transactions leave offsets in between that hold no record. */
  accept(records: readonly BrokerRecord[], next: number): void {
    if (this.isStopping || next <= this.position) return;
    for (const record of records) {
      if (record.offset < this.position) continue;
      this.buffer.push(record);
      this.buffered += sizeOf(record);
    }
    this.position = next;
    this.fetched = Math.max(this.fetched, (this.buffer.at(-1)?.offset ?? -1) + 1);
    this.finishEmpty();
    if (!this.taking) void this.handOver();
  }

  finish(offset: number): void {
    const finished = Math.min(offset, this.handedOver);
    if (this.signal.aborted || finished <= this.finished) return;
    this.finished = finished;
    this.finishEmpty();
    this.context.onFinished(this);
  }

  committed(offset: number): void {
    this.saved = offset;
  }

  /** Hands nothing more over and lets the handler drain, for so many milliseconds at most. */
  async drain(deadlineMs: number): Promise<void> {
    this.stopping.abort();
    const waited = new AbortController();
    const drained = this.handler.drain().catch((error: unknown) => {
      this.context.logger.warn(`${this.name}: its handler could not drain: ${String(error)}`);
    });
    await Promise.race([drained, pause(deadlineMs, AbortSignal.any([waited.signal, this.signal]))]);
    waited.abort();
  }

  /** The partition is gone. */
  abandon(): void {
    this.stopping.abort();
    this.gone.abort();
    this.clear();
  }

  private get name(): string {
    return `${this.context.name}, partition ${this.topic}/${this.partition}`;
  }

  /** Where every record is finished, so are the offsets behind them that hold none. */
  private finishEmpty(): void {
    if (this.signal.aborted || this.finished < this.fetched || this.finished === this.position) return;
    this.finished = this.position;
    this.context.onFinished(this);
  }

  private clear(): void {
    this.buffer = [];
    this.buffered = 0;
  }

  private async handOver(): Promise<void> {
    this.taking = true;
    while (this.buffer.length > 0 && !this.isStopping) {
      const records = this.buffer.splice(0, this.context.maxBatch);
      for (const record of records) this.buffered -= sizeOf(record);
      this.handedOver = Math.max(this.handedOver, (records.at(-1)?.offset ?? 0) + 1);
      try {
        // What was handed over before a rejection may have been finished since.
        const unfinished = records.filter(({ offset }) => offset >= this.finished);
        if (unfinished.length > 0) await this.handler.take(unfinished);
        this.failures = 0;
      } catch (error) {
        if (!this.isStopping) await this.holdBack(error);
      }
      if (!this.isStopping) this.context.onDrained(this);
    }
    this.taking = false;
  }

  private async holdBack(error: unknown): Promise<void> {
    const delay = backoffDelay(++this.failures, this.context.backoff);
    this.context.logger.warn(
      `${this.name}: records were rejected (attempt ${this.failures}) and come again from offset ${this.finished} in ` +
        `${delay} ms: ${String(error)}`,
    );
    await pause(delay, this.stopping.signal);
    if (this.isStopping) return;
    this.clear();
    this.position = this.fetched = this.finished;
    this.context.onRewind(this);
  }
}

function sizeOf({ key, value }: BrokerRecord): number {
  return key.length + value.length;
}
