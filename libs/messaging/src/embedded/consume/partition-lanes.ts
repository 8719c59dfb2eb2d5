import type { TopicPartition } from '../../broker/broker.js';
import { partitionKey, type Claim, type HeldPartition } from './claim.js';
import { PartitionLane, type LaneContext } from './partition-lane.js';

export interface LanesOptions {
  readonly context: LaneContext;
  /** How long a handler may go on when its partition is wanted elsewhere, in milliseconds. */
  readonly handOverMs: number;
  /** Gives a partition back to the group. */
  readonly release: (held: HeldPartition) => Promise<void>;
}

/** A lane for each partition that a member holds; follows what the member may hold. */
export class PartitionLanes implements Iterable<PartitionLane> {
  private readonly lanes = new Map<string, PartitionLane>();

  constructor(private readonly options: LanesOptions) {}

  get count(): number {
    return this.lanes.size;
  }

  [Symbol.iterator](): Iterator<PartitionLane> {
    return this.lanes.values();
  }

  /** The partitions that are worked on. */
  assignment(): TopicPartition[] {
    return [...this].filter((lane) => !lane.isStopping).map(({ held: { topic, partition } }) => ({ topic, partition }));
  }

  /** Begins, hands over and gives up lanes. Answers whether nothing is left to wait for. */
  apply(claim: Claim): boolean {
    const held = new Map([...claim.kept, ...claim.surplus].map((one) => [partitionKey(one), one]));
    for (const [key, lane] of this.lanes) {
      const now = held.get(key);
      if (now?.memberId !== lane.held.memberId || now.generation !== lane.held.generation) this.lose(lane);
    }
    for (const one of claim.surplus) void this.handOver(one);
    let settled = !claim.waiting && claim.surplus.length === 0;
    for (const one of claim.kept) {
      const key = partitionKey(one);
      const lane = this.lanes.get(key);
      if (!lane) this.lanes.set(key, new PartitionLane(one, this.options.context));
      // Its hand-over is under way; when it is released it can be claimed anew.
      else if (lane.isStopping) settled = false;
    }
    return settled;
  }

  /** Gives all partitions up, without waiting for anything. */
  loseAll(): void {
    for (const lane of this) this.lose(lane);
  }

  /** Lets the handlers drain, up to the deadline. */
  async stopAll(deadlineMs: number): Promise<void> {
    await Promise.all([...this].map((lane) => lane.stop(deadlineMs)));
    this.loseAll();
  }

  /** Gives a partition to the member that should have it, when its handler has drained or its time is up. */
  private async handOver(held: HeldPartition): Promise<void> {
    const key = partitionKey(held);
    const lane = this.lanes.get(key);
    if (lane?.isStopping) return;
    await lane?.stop(this.options.handOverMs);
    try {
      await this.options.release(held);
    } catch (error) {
      // It stays held: the round of the next heartbeat finds it and tries again.
      const { logger, describe } = this.options.context;
      logger.warn(`${describe(held)} could not be handed over: ${String(error)}`);
    }
    if (lane && this.lanes.get(key) === lane) this.lose(lane);
  }

  private lose(lane: PartitionLane): void {
    lane.abandon();
    this.lanes.delete(partitionKey(lane.held));
  }
}
