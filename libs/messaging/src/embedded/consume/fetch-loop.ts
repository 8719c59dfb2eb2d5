import { backoffDelay, pause, type Backoff } from '@edda/kernel';
import type { BrokerLogger } from '../../broker/broker-logger.js';
import type { FetchedRecords } from './fetch-records.js';
import type { PartitionLane } from './partition-lane.js';

export interface FetchLoopOptions {
  readonly lanes: Iterable<PartitionLane>;
  readonly fetch: (lanes: readonly PartitionLane[]) => Promise<readonly (FetchedRecords | null)[]>;
  /** A lane cannot go on: what it should read next is not there. */
  readonly onOutOfRange: (lane: PartitionLane, fetched: FetchedRecords | null) => void;
  readonly backoff: Backoff;
  readonly logger: BrokerLogger;
  /** Names the consumer in messages. */
  readonly name: string;
}

/**
 * Fetches for all lanes that want records, with one statement, as long as there are some. A lane whose handler did not yet
 * take over what it was given last wants none.
 */
export class FetchLoop {
  private running = false;
  private failures = 0;
  private fetchedAt: Date | null = null;
  private readonly stopping = new AbortController();

  constructor(private readonly options: FetchLoopOptions) {}

  get lastFetchAt(): Date | null {
    return this.fetchedAt;
  }

  /** Somebody looked for all consumers at once: there is nothing to fetch, unless lanes wait for it. */
  checked(): void {
    if (!this.stopping.signal.aborted && this.wanting().length === 0) this.fetchedAt = new Date();
  }

  wake(): void {
    if (!this.running) void this.run();
  }

  stop(): void {
    this.stopping.abort();
  }

  private async run(): Promise<void> {
    this.running = true;
    while (!this.stopping.signal.aborted) {
      const lanes = this.wanting();
      if (lanes.length === 0) break;
      await this.fetch(lanes);
    }
    this.running = false;
  }

  private wanting(): PartitionLane[] {
    return [...this.options.lanes].filter((lane) => lane.wantsRecords);
  }

  private async fetch(lanes: readonly PartitionLane[]): Promise<void> {
    for (const lane of lanes) lane.beginFetch();
    try {
      const fetched = await this.options.fetch(lanes);
      this.failures = 0;
      this.fetchedAt = new Date();
      lanes.forEach((lane, index) => this.hand(lane, fetched[index] ?? null));
    } catch (error) {
      for (const lane of lanes) lane.announce();
      if (++this.failures === 1) {
        this.options.logger.warn(`${this.options.name} could not fetch and keeps trying: ${String(error)}`);
      }
      await pause(backoffDelay(this.failures, this.options.backoff), this.stopping.signal);
    }
  }

  private hand(lane: PartitionLane, fetched: FetchedRecords | null): void {
    if (lane.isStopping) return;
    const first = fetched?.records[0]?.offset ?? lane.position;
    if (!fetched || lane.position < fetched.start || lane.position > fetched.end || first !== lane.position) {
      this.options.onOutOfRange(lane, fetched);
    } else {
      lane.accept(fetched.records, fetched.end);
    }
  }
}
