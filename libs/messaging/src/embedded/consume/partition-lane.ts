import { backoffDelay, pause, type Backoff } from '@edda/kernel';
import type { AssignedPartition, BrokerRecord, ConsumeOptions, PartitionHandler } from '../../broker/broker.js';
import type { BrokerLogger } from '../../broker/broker-logger.js';
import type { HeldPartition } from './claim.js';
import type { OffsetCommit } from './consumer-group.js';
import type { CommitSource, OffsetCommitter } from './offset-committer.js';

/** What the lanes of a consumer share. */
export interface LaneContext {
  readonly open: ConsumeOptions['open'];
  readonly committer: OffsetCommitter;
  /** Called when the lane is ready for more records. */
  readonly onReady: () => void;
  /** Called when a commit was refused. */
  readonly onFenced: () => void;
  readonly backoff: Backoff;
  readonly logger: BrokerLogger;
  /** Names group and partition in messages. */
  readonly describe: (held: HeldPartition) => string;
}

/** One partition while this member holds it: what its handler takes over and finishes. */
export class PartitionLane implements AssignedPartition, CommitSource {
  /** The offset to read next. */
  position: number;
  /** The first offset that is not finished, and not committed. */
  private finished: number;
  private saved: number;
  /** Behind everything that was ever handed over. */
  private handedOver: number;
  /** Whether there may be records that were not fetched yet. */
  private unread = true;
  private taking = false;
  /** Rejections in a row. */
  private failures = 0;
  private readonly handler: PartitionHandler;
  /** Aborts when nothing more may be handed over. */
  private readonly stopping = new AbortController();
  /** Aborts when the partition is gone. */
  private readonly gone = new AbortController();

  constructor(
    readonly held: HeldPartition,
    private readonly context: LaneContext,
  ) {
    this.position = this.finished = this.saved = this.handedOver = held.committed;
    this.handler = context.open(this);
  }

  get topic(): string {
    return this.held.topic;
  }

  get partition(): number {
    return this.held.partition;
  }

  get signal(): AbortSignal {
    return this.gone.signal;
  }

  /** Whether to fetch for this lane now. */
  get wantsRecords(): boolean {
    return this.unread && !this.taking && !this.isStopping;
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
    if (!last || this.isStopping || this.taking) return;
    if (last.offset + 1 < end) this.unread = true;
    void this.handOver(records, last.offset + 1);
  }

  finish(offset: number): void {
    const finished = Math.min(offset, this.handedOver);
    if (this.signal.aborted || finished <= this.finished) return;
    this.finished = finished;
    this.context.committer.announce(this);
  }

  pendingCommit(): OffsetCommit | null {
    if (this.signal.aborted || this.finished === this.saved) return null;
    return { held: this.held, offset: this.finished };
  }

  committed(offset: number): void {
    this.saved = offset;
  }

  fenced(offset: number): void {
    if (this.signal.aborted) return;
    const where = this.context.describe(this.held);
    this.context.logger.warn(
      `${where}: the commit of offset ${offset} was refused, the partition is held by another member.`,
    );
    this.abandon();
    this.context.onFenced();
  }

  /** Hands nothing more over, lets the handler drain and commits, both within `deadlineMs`, then gives the partition up. */
  async stop(deadlineMs: number): Promise<void> {
    this.stopping.abort();
    const waited = new AbortController();
    await Promise.race([this.drain(), pause(deadlineMs, AbortSignal.any([waited.signal, this.signal]))]);
    waited.abort();
    this.abandon();
  }

  /** The partition is gone. */
  abandon(): void {
    this.stopping.abort();
    this.gone.abort();
  }

  private async drain(): Promise<void> {
    try {
      await this.handler.drain();
    } catch (error) {
      this.context.logger.warn(`${this.context.describe(this.held)}: its handler could not drain: ${String(error)}`);
    }
    await this.context.committer.settle(this);
  }

  private async handOver(records: readonly BrokerRecord[], next: number): Promise<void> {
    this.taking = true;
    this.handedOver = Math.max(this.handedOver, next);
    try {
      // What was handed over before a rejection may have been finished since.
      const unfinished = records.filter(({ offset }) => offset >= this.finished);
      if (unfinished.length > 0) await this.handler.take(unfinished);
      this.failures = 0;
      this.position = next;
    } catch (error) {
      if (!this.isStopping) await this.holdBack(error);
    }
    this.taking = false;
    this.context.onReady();
  }

  private async holdBack(error: unknown): Promise<void> {
    const delay = backoffDelay(++this.failures, this.context.backoff);
    this.context.logger.warn(
      `${this.context.describe(this.held)}: records were rejected (attempt ${this.failures}) and come again from offset ` +
        `${this.finished} in ${delay} ms: ${String(error)}`,
    );
    await pause(delay, this.stopping.signal);
    this.position = this.finished;
    this.unread = true;
  }
}
