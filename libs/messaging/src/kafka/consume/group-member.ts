import type { EddaError } from '@edda/kernel';
import type { Batch, Consumer, ConsumerCrashEvent, ConsumerGroupJoinEvent, EachBatchPayload } from 'kafkajs';
import type { ConsumeOptions, TopicPartition } from '../../broker/broker.js';
import { brokerClosed, offsetOutOfRange } from '../../broker/broker-errors.js';
import { KafkaClient } from '../client/kafka-client.js';
import { OffsetReset } from '../client/kafkajs-log.js';
import { byTopic, type GroupPosition, type KafkaGroups } from '../groups.js';
import type { Settings } from '../settings.js';
import { brokerRecord } from './broker-record.js';
import { consumerConfig } from './consumer-config.js';
import { FetchControl } from './fetch-control.js';
import { MemberLanes } from './member-lanes.js';
import { Membership } from './membership.js';
import { OffsetCommitter, type Commit } from './offset-committer.js';
import type { PartitionLane } from './partition-lane.js';
import { isOutOfRange, startPositions } from './start-positions.js';
import { stickyAssigner } from './sticky-assigner.js';

export interface MemberOptions {
  readonly settings: Settings;
  readonly consume: ConsumeOptions;
  readonly groups: Pick<KafkaGroups, 'positions'>;
  /** The client came to an end by itself, after it had started. */
  readonly onCrash: (error: Error) => void;
}

const MIN_LANE_BYTES = 64 * 1024;
const COMMIT_TIMEOUT = 3_000;

/** One life of a kafkajs consumer: a member of a group from its joining to its leaving, or to its crash. */
export class GroupMember {
  lastFetchAt: Date | null = null;
  private readonly name: string;
  private readonly client: KafkaClient;
  private readonly consumer: Consumer;
  private readonly fetching: FetchControl;
  private readonly lanes: MemberLanes;
  private readonly membership: Membership;
  private readonly committer: OffsetCommitter;
  private assigned: TopicPartition[] = [];
  /** Counts the assignments: what belongs to an older one is of no use. */
  private round = 0;
  /** Commits in the generation of the moment and only once: what kafkajs tries again may come in a later one. */
  private commitOnce: EachBatchPayload['commitOffsetsIfNecessary'] | null = null;
  private readonly closing = new AbortController();
  private crashed: Error | null = null;
  private started = false;
  private onSettled: (error: Error | null) => void = () => undefined;
  private watch: NodeJS.Timeout | undefined;

  constructor(private readonly options: MemberOptions) {
    const { settings, consume } = options;
    this.name = `Group "${consume.group}"`;
    this.client = new KafkaClient(settings, this.name, settings.outageMs);
    this.membership = new Membership(settings.sessionTimeoutMs, settings.rebalanceTimeoutMs);
    this.lanes = new MemberLanes({
      open: consume.open,
      maxBatch: consume.maxBatch,
      onFinished: () => this.committer.announce(),
      onDrained: (lane) => this.letIn(lane),
      onRewind: (lane) => this.rewind(lane),
      backoff: settings.backoff,
      logger: settings.logger,
      name: this.name,
    });
    this.committer = new OffsetCommitter({
      lanes: () => this.lanes,
      commit: (commits) => this.commit(commits),
      backoff: settings.backoff,
      logger: settings.logger,
      name: this.name,
    });
    const assigner = stickyAssigner({
      held: () => this.lanes.assignment(),
      onJoin: () => this.membership.asksToJoin(),
    });
    this.consumer = this.client.kafka.consumer(consumerConfig(consume.group, settings, assigner));
    this.fetching = new FetchControl(this.consumer);
  }

  /** Resolves when it belongs to the group and knows where its partitions go on. */
  async start(): Promise<void> {
    const { consume, settings } = this.options;
    const { events } = this.consumer;
    this.consumer.on(events.GROUP_JOIN, ({ payload }) => this.joined(payload));
    this.consumer.on(events.REBALANCING, () => void this.committer.flush());
    this.consumer.on(events.HEARTBEAT, () => this.heard());
    this.consumer.on(events.REQUEST, ({ payload }) => {
      if (payload.apiName === 'Fetch') this.lastFetchAt = new Date();
    });
    // What holds no record for us is not given to `eachBatch`.
    this.consumer.on(events.END_BATCH_PROCESS, ({ payload: { topic, partition, batchSize, lastOffset } }) => {
      if (batchSize === 0) this.lanes.get({ topic, partition })?.accept([], Number(lastOffset) + 1);
    });
    this.consumer.on(events.CRASH, ({ payload }) => this.crash(payload));
    const settled = new Promise<Error | null>((resolve) => (this.onSettled = resolve));
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [...consume.topics], fromBeginning: consume.from === 'earliest' });
    if (this.closing.signal.aborted) throw brokerClosed();
    this.watch = setInterval(() => this.look(), settings.heartbeatMs).unref();
    await this.consumer.run({ autoCommit: false, eachBatch: async (payload) => this.take(payload) });
    const failure = await settled;
    if (failure) throw failure;
    this.started = true;
  }

  assignment(): TopicPartition[] {
    return this.lanes.assignment();
  }

  /** Lets the handlers drain up to the deadline, commits what is finished and leaves the group. */
  async close(deadlineMs: number): Promise<void> {
    this.closing.abort();
    clearInterval(this.watch);
    this.fetching.hold(this.assigned);
    await Promise.all([...this.lanes].map((lane) => lane.drain(deadlineMs)));
    if (!this.crashed) await this.committer.settle(COMMIT_TIMEOUT);
    this.end();
    await this.client.close(() => this.consumer.disconnect());
    this.onSettled(null);
  }

  private end(): void {
    clearInterval(this.watch);
    this.committer.stop();
    this.lanes.loseAllBut([]);
  }

  private crash({ error }: ConsumerCrashEvent['payload']): void {
    const reset = offsetReset(error);
    this.fail(reset ? this.outOfRange(reset.where, null) : error);
  }

  private fail(error: Error): void {
    if (this.crashed) return;
    this.crashed = error;
    this.end();
    this.onSettled(error);
    void this.client.close(() => this.consumer.disconnect());
    if (this.started && !this.closing.signal.aborted) this.options.onCrash(error);
  }

  private joined({ memberId, memberAssignment }: ConsumerGroupJoinEvent['payload']): void {
    const continuous = this.membership.joined(memberId);
    this.assigned = Object.entries(memberAssignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic, partition })),
    );
    this.options.settings.metrics.rebalanced(this.options.consume.group, this.assigned.length);
    this.assign(continuous ? this.assigned : []);
  }

  /** @param kept partitions that nobody else can have had meanwhile */
  private assign(kept: readonly TopicPartition[]): void {
    const round = ++this.round;
    this.lanes.loseAllBut(kept);
    for (const lane of this.lanes) this.fetching.seek(lane);
    const fresh = this.assigned.filter((one) => !this.lanes.get(one));
    this.fetching.hold(fresh);
    if (this.closing.signal.aborted) return;
    this.committer.announce();
    this.open(fresh, round).catch((error: unknown) => this.fail(error as Error));
  }

  /** Opens lanes where the group stands in the partitions, and makes a new group stand where it starts. */
  private async open(fresh: readonly TopicPartition[], round: number): Promise<void> {
    const { groups, consume, settings } = this.options;
    const isWanted = (): boolean => round === this.round && !this.closing.signal.aborted && !this.crashed;
    const { backoff, logger } = settings;
    const { signal } = this.closing;
    const positions = await startPositions(fresh, { groups, group: consume.group, backoff, logger, isWanted, signal });
    if (!isWanted()) return;
    const lost = positions.find(isOutOfRange);
    if (lost) return this.fail(this.outOfRange(lost, lost));
    for (const one of positions) {
      const start = one.committed ?? (consume.from === 'earliest' ? one.start : one.end);
      const lane = this.lanes.open(one, start, one.committed);
      this.fetching.seek(lane);
      this.fetching.letGo(lane);
    }
    this.committer.announce();
    await this.committer.settle(COMMIT_TIMEOUT);
    this.onSettled(null);
  }

  private take({ batch, isStale, commitOffsetsIfNecessary }: EachBatchPayload): void {
    this.commitOnce = commitOffsetsIfNecessary;
    const { topic, partition } = batch;
    const lane = this.lanes.get({ topic, partition });
    if (!lane || isStale()) return;
    if (hasSkipped(batch, lane.position)) return this.fetching.seek(lane);
    lane.accept(
      batch.messages.map((message) => brokerRecord(topic, partition, message)),
      Number(batch.lastOffset()) + 1,
    );
    if (lane.buffered > this.shareOfALane() && !lane.held) {
      lane.held = true;
      this.fetching.hold([lane]);
    }
  }

  private letIn(lane: PartitionLane): void {
    if (!lane.held || lane.buffered > this.shareOfALane() / 2 || this.closing.signal.aborted) return;
    lane.held = false;
    this.fetching.letGo(lane);
  }

  private rewind(lane: PartitionLane): void {
    if (this.lanes.get(lane) === lane) this.fetching.seek(lane);
  }

  private shareOfALane(): number {
    return Math.max(MIN_LANE_BYTES, this.options.settings.maxFetchBytes / Math.max(1, this.lanes.count));
  }

  private async commit(commits: readonly Commit[]): Promise<void> {
    if (this.commitOnce) await this.commitOnce({ topics: byTopic(commits) });
    else await this.consumer.commitOffsets(commits.map((one) => ({ ...one, offset: String(one.offset) })));
  }

  private heard(): void {
    if (this.lanes.count === 0) this.lastFetchAt = new Date();
    if (this.membership.heard()) this.assign([]);
  }

  private look(): void {
    if (this.lanes.count === 0 || !this.membership.fellSilent()) return;
    this.options.settings.logger.warn(
      `${this.name} could not say that it is alive for too long: it gives its partitions up.`,
    );
    this.round++;
    this.fetching.hold(this.assigned);
    this.lanes.loseAllBut([]);
  }

  private outOfRange({ topic, partition }: TopicPartition, position: GroupPosition | null): EddaError {
    const next = position?.committed ?? this.lanes.get({ topic, partition })?.position;
    return offsetOutOfRange(this.options.consume.group, { topic, partition }, next ?? null, position);
  }
}

function offsetReset(error: unknown): OffsetReset | null {
  for (let one = error, depth = 0; one instanceof Error && depth < 5; depth++) {
    if (one instanceof OffsetReset) return one;
    one = one.cause;
  }
  return null;
}

/** Whether kafkajs went on elsewhere by itself: it says where it has fetched, though not in its types. */
function hasSkipped(batch: Batch & { readonly fetchedOffset?: string }, position: number): boolean {
  return Number(batch.fetchedOffset ?? position) > position;
}
