import { backoffDelay, pause, type Backoff } from '@edda/kernel';
import type { BrokerLogger } from '../../broker/broker-logger.js';
import { protocolError } from '../client/kafka-errors.js';
import type { PartitionLane } from './partition-lane.js';

export interface Commit {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

export interface CommitterOptions {
  /** Lanes of partitions that are assigned now: nothing else may be committed, for the coordinator would take it. */
  readonly lanes: () => Iterable<PartitionLane>;
  /** One attempt, in the generation of this moment. */
  readonly commit: (commits: readonly Commit[]) => Promise<void>;
  readonly backoff: Backoff;
  readonly logger: BrokerLogger;
  /** Names the group in messages. */
  readonly name: string;
}

/** The first offset is committed at once, those that follow within this many milliseconds go together. */
const COMMIT_EVERY = 50;

/** A rebalance is under way: what is still held afterwards is committed then. */
const REBALANCE = new Set(['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID']);

/** Commits for all lanes of a member, one request at a time, however often it takes. */
export class OffsetCommitter {
  private running: Promise<void> | null = null;
  private failures = 0;
  private again = false;
  /** Aborts when somebody waits. */
  private urgent = new AbortController();
  private readonly stopped = new AbortController();

  constructor(private readonly options: CommitterOptions) {}

  /** There is something to commit. */
  announce(): void {
    this.again = true;
    if (!this.stopped.signal.aborted) this.running ??= this.run();
  }

  /** Resolves when everything finished is committed, or the time is up. */
  async settle(deadlineMs: number): Promise<void> {
    const waited = new AbortController();
    const time = pause(deadlineMs, AbortSignal.any([waited.signal, this.stopped.signal]));
    const work = async (): Promise<void> => {
      while (!this.stopped.signal.aborted && !waited.signal.aborted && this.pending().length > 0) {
        this.announce();
        this.urgent.abort();
        await this.running;
      }
    };
    await Promise.race([work(), time]);
    waited.abort();
  }

  /** One attempt at once, beside whatever runs: the last moment before the member has to join anew. */
  async flush(): Promise<void> {
    await this.attempt().catch(() => undefined);
  }

  stop(): void {
    this.stopped.abort();
  }

  private pending(): { lane: PartitionLane; offset: number }[] {
    return [...this.options.lanes()].flatMap((lane) => {
      const offset = lane.pendingCommit;
      return offset === null ? [] : [{ lane, offset }];
    });
  }

  private async run(): Promise<void> {
    while (this.again && !this.stopped.signal.aborted) {
      this.again = false;
      this.urgent = new AbortController();
      try {
        await this.attempt();
        this.failures = 0;
        if (this.again) await pause(COMMIT_EVERY, AbortSignal.any([this.urgent.signal, this.stopped.signal]));
      } catch (error) {
        this.again = true;
        this.complain(error);
        await pause(backoffDelay(++this.failures, this.options.backoff), this.stopped.signal);
      }
    }
    this.running = null;
  }

  private async attempt(): Promise<void> {
    const pending = this.pending();
    if (pending.length === 0) return;
    await this.options.commit(pending.map(({ lane: { topic, partition }, offset }) => ({ topic, partition, offset })));
    for (const { lane, offset } of pending) lane.committed(offset);
  }

  private complain(error: unknown): void {
    if (this.failures > 0 || this.stopped.signal.aborted || REBALANCE.has(protocolError(error) ?? '')) return;
    this.options.logger.warn(`${this.options.name} could not commit offsets and keeps trying: ${String(error)}`);
  }
}
