import { backoffDelay, pause, type Backoff } from '@edda/kernel';
import type { BrokerRecord, RecordBatch } from '../../broker/broker.js';
import type { BrokerLogger } from '../../broker/broker-logger.js';
import type { BatchSlots } from './batch-slots.js';
import type { HeldPartition } from './claim.js';
import { commitOffset } from './offset-commit.js';

/** What the lanes of a consumer share. */
export interface LaneContext {
  readonly eachBatch: (batch: RecordBatch) => Promise<void>;
  /** Moves the committed offset; false when the partition is not this member's any more. */
  readonly commit: (held: HeldPartition, offset: number) => Promise<boolean>;
  /** Called when the lane is ready for more records. */
  readonly onReady: () => void;
  /** Called when a commit was refused. */
  readonly onFenced: () => void;
  readonly slots: BatchSlots;
  readonly backoff: Backoff;
  readonly logger: BrokerLogger;
  /** Names group and partition in messages. */
  readonly describe: (held: HeldPartition) => string;
}

/** One partition while this member holds it: its batches, one after the other, and their commits. */
export class PartitionLane {
  /** The offset to read next. */
  position: number;
  /** Whether there may be records that were not fetched yet. */
  private unread = true;
  private running: Promise<void> | null;
  /** Failures in a row of the batch at `position`. */
  private failures = 0;
  /** Aborts when no further batch may start. */
  private readonly stopping = new AbortController();
  /** Aborts when the partition is gone. */
  private readonly gone = new AbortController();
  /** Does so for the running batch: each has its own, so that what listens to it ends with the batch. */
  private batch: AbortController | null = null;

  /**
   * @param predecessor what this process still does for the partition since it held it last; it comes first, so that
   * two batches of a partition never run side by side
   */
  constructor(
    readonly held: HeldPartition,
    private readonly context: LaneContext,
    predecessor: Promise<void> | null = null,
  ) {
    this.position = held.committed;
    this.running = predecessor && this.untilReady(predecessor);
  }

  /** Resolves when the running batch has ended, also that of a lane that was given up; null when there is none. */
  get unfinished(): Promise<void> | null {
    return this.running;
  }

  /** Whether to fetch for this lane now. */
  get wantsRecords(): boolean {
    return this.unread && this.running === null && !this.isStopping;
  }

  get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  /** There may be new records. */
  announce(): void {
    this.unread = true;
  }

  /** A fetch is under way: what is announced from now on, it may not see. */
  beginFetch(): void {
    this.unread = false;
  }

  /** Takes records fetched from `position` on; `end` is the end of the partition at that time. */
  accept(records: readonly BrokerRecord[], end: number): void {
    const last = records.at(-1);
    if (!last || this.isStopping || this.running) return;
    if (last.offset + 1 < end) this.unread = true;
    this.running = this.untilReady(this.run(records, last.offset + 1));
  }

  /** Starts nothing more, waits for the running batch and its commit up to `deadlineMs`, then gives the partition up. */
  async stop(deadlineMs: number): Promise<void> {
    this.stopping.abort();
    const waited = new AbortController();
    await Promise.race([this.running, pause(deadlineMs, AbortSignal.any([waited.signal, this.gone.signal]))]);
    waited.abort();
    this.abandon();
  }

  /** The partition is gone. */
  abandon(): void {
    this.stopping.abort();
    this.gone.abort();
    this.batch?.abort();
  }

  private async untilReady(work: Promise<void>): Promise<void> {
    await work;
    this.running = null;
    this.context.onReady();
  }

  private async run(records: readonly BrokerRecord[], next: number): Promise<void> {
    const { context, held } = this;
    const { topic, partition } = held;
    try {
      const handled = await context.slots.run(async () => {
        if (this.isStopping) return false;
        this.batch = new AbortController();
        await context.eachBatch({ topic, partition, records, signal: this.batch.signal });
        return true;
      });
      if (!handled) return;
    } catch (error) {
      if (!this.gone.signal.aborted) await this.holdBack(error);
      return;
    }
    this.failures = 0;
    if (await commitOffset(context, held, next, this.gone.signal)) {
      this.position = next;
    } else if (!this.gone.signal.aborted) {
      this.abandon();
      context.onFenced();
    }
  }

  private async holdBack(error: unknown): Promise<void> {
    const delay = backoffDelay(++this.failures, this.context.backoff);
    this.context.logger.warn(
      `${this.context.describe(this.held)}: the batch at offset ${this.position} was rejected (attempt ` +
        `${this.failures}) and comes again in ${delay} ms: ${String(error)}`,
    );
    await pause(delay, this.stopping.signal);
    this.unread = true;
  }
}
