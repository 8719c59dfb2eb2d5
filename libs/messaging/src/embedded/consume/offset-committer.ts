import { backoffDelay, pause, type Backoff } from '@edda/kernel';
import type { BrokerLogger } from '../../broker/broker-logger.js';
import type { OffsetCommit } from './consumer-group.js';

/** A lane as its commits see it. */
export interface CommitSource {
  /** What is finished and not yet committed; null when there is nothing, or the partition is gone. */
  pendingCommit(): OffsetCommit | null;
  committed(offset: number): void;
  /** The commit was refused: the partition is held by another member, or was taken anew. */
  fenced(offset: number): void;
}

export interface CommitterOptions {
  /** Answers the commits that count. */
  readonly commit: (commits: readonly OffsetCommit[]) => Promise<ReadonlySet<OffsetCommit>>;
  readonly backoff: Backoff;
  readonly logger: BrokerLogger;
  /** Names the consumer in messages. */
  readonly name: string;
}

/** The first offset is committed at once, those that follow within this many milliseconds go together. */
const COMMIT_EVERY = 20;

/**
 * Commits for all lanes of a consumer, one statement at a time, however often it takes: the work is done and must not be
 * done again only because the broker was away for a moment.
 */
export class OffsetCommitter {
  private readonly sources = new Set<CommitSource>();
  private running = false;
  private failures = 0;
  /** Aborts when somebody waits for his commit. */
  private urgent = new AbortController();
  private round: Promise<void> = Promise.resolve();

  constructor(private readonly options: CommitterOptions) {}

  /** The source has something to commit. */
  announce(source: CommitSource): void {
    this.sources.add(source);
    if (!this.running) void this.run();
  }

  /** Resolves when everything that the source has finished is committed, or can be no more. */
  async settle(source: CommitSource): Promise<void> {
    while (source.pendingCommit()) {
      this.announce(source);
      this.urgent.abort();
      await this.round;
    }
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.sources.size > 0) {
      this.urgent = new AbortController();
      this.round = this.commitAll();
      await this.round;
      const wait = this.failures > 0 ? backoffDelay(this.failures, this.options.backoff) : COMMIT_EVERY;
      this.round = pause(wait, this.failures > 0 ? undefined : this.urgent.signal);
      await this.round;
    }
    this.running = false;
  }

  private async commitAll(): Promise<void> {
    const pending = new Map<OffsetCommit, CommitSource>();
    for (const source of this.sources) {
      const commit = source.pendingCommit();
      if (commit) pending.set(commit, source);
    }
    this.sources.clear();
    if (pending.size === 0) return;
    try {
      const counted = await this.options.commit([...pending.keys()]);
      this.failures = 0;
      for (const [commit, source] of pending) {
        if (counted.has(commit)) source.committed(commit.offset);
        else source.fenced(commit.offset);
      }
    } catch (error) {
      for (const source of pending.values()) this.sources.add(source);
      if (++this.failures === 1) {
        this.options.logger.warn(`${this.options.name} could not commit offsets and keeps trying: ${String(error)}`);
      }
    }
  }
}
