import type { ConsumeOptions, Consumer, TopicPartition } from '../../broker/broker.js';
import { offsetOutOfRange } from '../../broker/broker-errors.js';
import { partitionKey, type Claim, type HeldPartition } from './claim.js';
import { ConsumerGroup } from './consumer-group.js';
import type { Database } from '../database/database.js';
import { FetchLoop } from './fetch-loop.js';
import { fetchRecords, type FetchedRecords } from './fetch-records.js';
import { GroupSession } from './group-session.js';
import { OffsetCommitter } from './offset-committer.js';
import type { LaneContext, PartitionLane } from './partition-lane.js';
import { PartitionLanes } from './partition-lanes.js';
import type { Settings } from '../settings.js';

const DEFAULT_CLOSE_DEADLINE = 10_000;

/** A member of a consumer group: a lane for each partition it holds, a fetch loop over them, a session with the group. */
export class GroupConsumer implements Consumer {
  readonly session: GroupSession;
  private readonly lanes: PartitionLanes;
  private readonly group: ConsumerGroup;
  private readonly loop: FetchLoop;
  private readonly name: string;
  private stoppedBy: Error | null = null;
  private closing: Promise<void> | null = null;

  constructor(
    database: Database,
    private readonly settings: Settings,
    private readonly options: ConsumeOptions,
    instance: string | null,
    private readonly onClosed: (consumer: GroupConsumer) => void,
  ) {
    const { logger, backoff, sessionTimeoutMs } = settings;
    this.name = `Group "${options.group}"`;
    this.group = new ConsumerGroup(database, { ...options, instance, sessionTimeoutMs });
    const committer = new OffsetCommitter({
      commit: (commits) => this.group.commit(commits),
      name: this.name,
      backoff,
      logger,
    });
    const context: LaneContext = {
      open: options.open,
      committer,
      onReady: () => this.loop.wake(),
      onFenced: () => void this.session.sync(),
      describe: (held) => this.describe(held),
      backoff,
      logger,
    };
    const release = (held: HeldPartition) => this.group.release(held);
    this.lanes = new PartitionLanes({ context, handOverMs: settings.handOverMs, release });
    this.loop = new FetchLoop({
      lanes: this.lanes,
      fetch: (lanes) => fetchRecords(database, lanes, options.maxBatch, this.bytesOfALane()),
      onOutOfRange: (lane, fetched) => this.fail(lane, fetched),
      name: this.name,
      backoff,
      logger,
    });
    const handlers = { onClaim: (claim: Claim) => this.apply(claim), onLost: () => this.lanes.loseAll() };
    this.session = new GroupSession(this.group, handlers, logger, this.name);
  }

  get groupName(): string {
    return this.options.group;
  }

  get topics(): readonly string[] {
    return this.options.topics;
  }

  assignment(): readonly TopicPartition[] {
    return this.lanes.assignment();
  }

  lastFetchAt(): Date | null {
    return this.loop.lastFetchAt;
  }

  failure(): Error | null {
    return this.stoppedBy;
  }

  close(deadlineMs = DEFAULT_CLOSE_DEADLINE): Promise<void> {
    this.closing ??= this.drain(deadlineMs);
    return this.closing;
  }

  /** New records may have come to one of the topics; to any when none is named. */
  wake(topics: readonly string[] = this.topics): void {
    for (const lane of this.lanes) if (topics.includes(lane.held.topic)) lane.announce();
    this.loop.wake();
  }

  /** Somebody looked for new records of all consumers. */
  checked(): void {
    this.loop.checked();
  }

  private async drain(deadlineMs: number): Promise<void> {
    this.loop.stop();
    this.session.freeze();
    await this.lanes.stopAll(deadlineMs);
    try {
      await this.session.leave();
    } catch (error) {
      this.settings.logger.warn(`${this.name} could not leave its group, its session will time out: ${String(error)}`);
    }
    this.onClosed(this);
  }

  private apply(claim: Claim): boolean {
    const before = this.lanes.assignment().length;
    const settled = this.lanes.apply(claim);
    const { length: held } = this.lanes.assignment();
    if (held !== before) this.settings.metrics.rebalanced(this.options.group, held);
    this.loop.wake();
    return settled;
  }

  private bytesOfALane(): number {
    return Math.ceil(this.settings.maxFetchBytes / this.lanes.count);
  }

  private fail(lane: PartitionLane, fetched: FetchedRecords | null): void {
    this.loop.stop();
    this.stoppedBy = offsetOutOfRange(this.options.group, lane.held, lane.position, fetched);
    this.settings.logger.error(this.stoppedBy.message);
  }

  private describe(held: HeldPartition): string {
    return `${this.name}, partition ${partitionKey(held)}`;
  }
}
