import { EddaError } from '@edda/kernel';
import type { ConsumeOptions, Consumer, TopicPartition } from '../../broker/broker.js';
import { BatchSlots } from './batch-slots.js';
import { partitionKey, type Claim, type HeldPartition } from './claim.js';
import { ConsumerGroup } from './consumer-group.js';
import type { Database } from '../database/database.js';
import { FetchLoop } from './fetch-loop.js';
import { fetchRecords, type FetchedRecords } from './fetch-records.js';
import { GroupSession } from './group-session.js';
import { PartitionLane, type LaneContext } from './partition-lane.js';
import type { Settings } from '../settings.js';

const DEFAULT_CLOSE_DEADLINE = 10_000;

/** A member of a consumer group: a lane for each partition it holds, a fetch loop over them, a session with the group. */
export class GroupConsumer implements Consumer {
  readonly session: GroupSession;
  private readonly lanes = new Map<string, PartitionLane>();
  private readonly group: ConsumerGroup;
  private readonly loop: FetchLoop;
  private readonly laneContext: LaneContext;
  private readonly name: string;
  private stoppedBy: Error | null = null;
  private closing: Promise<void> | null = null;

  constructor(
    private readonly database: Database,
    private readonly settings: Settings,
    private readonly options: ConsumeOptions,
    instance: string | null,
    private readonly onClosed: (consumer: GroupConsumer) => void,
  ) {
    const { logger, backoff, sessionTimeoutMs } = settings;
    this.name = `Group "${options.group}"`;
    this.group = new ConsumerGroup(database, { ...options, instance, sessionTimeoutMs });
    const slots = new BatchSlots(settings.parallelBatches, () => this.loop.wake());
    this.laneContext = {
      eachBatch: options.eachBatch,
      commit: (held, offset) => this.group.commit(held, offset),
      onReady: () => this.loop.wake(),
      onFenced: () => void this.session.sync(),
      describe: (held) => `${this.name}, partition ${partitionKey(held)}`,
      slots,
      backoff,
      logger,
    };
    this.loop = new FetchLoop({
      lanes: () => this.lanes.values(),
      fetch: (lanes) => fetchRecords(this.database, lanes, options.maxBatch, settings.maxFetchBytes),
      onOutOfRange: (lane, fetched) => this.fail(lane, fetched),
      name: this.name,
      slots,
      backoff,
      logger,
    });
    const handlers = { onClaim: (claim: Claim) => this.apply(claim), onLost: () => this.loseAll() };
    this.session = new GroupSession(this.group, handlers, logger, this.name);
  }

  get groupName(): string {
    return this.options.group;
  }

  get topics(): readonly string[] {
    return this.options.topics;
  }

  assignment(): readonly TopicPartition[] {
    return [...this.lanes.values()]
      .filter((lane) => !lane.isStopping)
      .map(({ held: { topic, partition } }) => ({ topic, partition }));
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
    for (const lane of this.lanes.values()) if (topics.includes(lane.held.topic)) lane.announce();
    this.loop.wake();
  }

  /** Somebody looked for new records of all consumers. */
  checked(): void {
    this.loop.checked();
  }

  private async drain(deadlineMs: number): Promise<void> {
    this.loop.stop();
    this.session.freeze();
    await Promise.all([...this.lanes.values()].map((lane) => lane.stop(deadlineMs)));
    this.lanes.clear();
    try {
      await this.session.leave();
    } catch (error) {
      this.settings.logger.warn(`${this.name} could not leave its group, its session will time out: ${String(error)}`);
    }
    this.onClosed(this);
  }

  private apply(claim: Claim): boolean {
    const held = new Map([...claim.kept, ...claim.surplus].map((one) => [partitionKey(one), one]));
    for (const [key, lane] of this.lanes) {
      const now = held.get(key);
      if (now?.memberId !== lane.held.memberId || now.generation !== lane.held.generation) this.lose(lane);
    }
    for (const one of claim.surplus) void this.handOver(one);
    let settled = !claim.waiting;
    for (const one of claim.kept) {
      const lane = this.lanes.get(partitionKey(one));
      if (!lane) this.lanes.set(partitionKey(one), new PartitionLane(one, this.laneContext));
      // Its hand-over is under way; when it is released it can be claimed anew.
      else if (lane.isStopping) settled = false;
    }
    this.loop.wake();
    return settled;
  }

  /** Gives a partition to the member that should have it, when the running batch is done or its time is up. */
  private async handOver(held: HeldPartition): Promise<void> {
    const lane = this.lanes.get(partitionKey(held));
    if (lane?.isStopping) return;
    await lane?.stop(this.settings.handOverMs);
    try {
      await this.group.release(held);
    } catch (error) {
      // The next heartbeat's round finds it still held.
      this.settings.logger.warn(`${this.laneContext.describe(held)} could not be handed over: ${String(error)}`);
    }
    if (lane && this.lanes.get(partitionKey(held)) === lane) this.lanes.delete(partitionKey(held));
  }

  private loseAll(): void {
    for (const lane of this.lanes.values()) this.lose(lane);
  }

  private lose(lane: PartitionLane): void {
    lane.abandon();
    this.lanes.delete(partitionKey(lane.held));
  }

  private fail(lane: PartitionLane, fetched: FetchedRecords | null): void {
    this.loop.stop();
    const range = fetched ? `${fetched.start} to ${fetched.end}` : 'none: the partition is gone';
    this.stoppedBy = new EddaError(
      'gone',
      'BROKER.OFFSET_OUT_OF_RANGE',
      `${this.laneContext.describe(lane.held)}: the group should read offset ${lane.position} next, but the offsets kept ` +
        `are ${range}. The consumer stops, because going on elsewhere would skip records unseen: decide where the group ` +
        'goes on, set its committed_offset in broker.group_offsets and restart.',
    );
    this.settings.logger.error(this.stoppedBy.message);
  }
}
