import { backoffDelay, pause } from '@edda/kernel';
import type { ConsumeOptions, Consumer, TopicPartition } from '../../broker/broker.js';
import type { Connection } from '../connection/connection.js';
import { isMissing } from '../connection/amqp-errors.js';
import { partitionKey } from '../names.js';
import type { Settings } from '../settings.js';
import { GroupMembers } from './group-members.js';
import { deleteGroup, ensureGroupQueues } from './group-queues.js';
import type { CountAnswer } from './member-message.js';
import type { OffsetCounter } from './offset-counter.js';
import { PartitionLane, type LaneContext } from './partition-lane.js';

const DEFAULT_CLOSE_DEADLINE = 10_000;

/** A member of a group: a lane for each partition it holds, kept in step with who else is there. */
export class GroupConsumer implements Consumer {
  private readonly lanes = new Map<string, PartitionLane>();
  private readonly context: LaneContext;
  private readonly stopping = new AbortController();
  private members: GroupMembers | null = null;
  private restarting: Promise<void> | null = null;
  private closing: Promise<void> | null = null;

  constructor(
    private readonly connection: Connection,
    private readonly settings: Settings,
    private readonly options: ConsumeOptions,
    /** The topics it reads, with their partitions. */
    private readonly topics: Readonly<Record<string, number>>,
    offsets: OffsetCounter,
    private readonly onClosed: (consumer: GroupConsumer) => void,
  ) {
    const { backoff, logger } = settings;
    const onLost = (lane: PartitionLane): void => this.drop(lane);
    this.context = { connection, options, offsets, backoff, logger, onLost };
  }

  /** Joins the group; rejects when the broker cannot be reached. */
  async start(): Promise<void> {
    await this.join();
    this.sync();
  }

  assignment(): readonly TopicPartition[] {
    const open = [...this.lanes.values()].filter((lane) => lane.isOpen);
    return open.map(({ topic, partition }) => ({ topic, partition }));
  }

  lastFetchAt(): Date | null {
    return this.members?.heardAt ?? null;
  }

  failure(): Error | null {
    return null;
  }

  close(deadlineMs = DEFAULT_CLOSE_DEADLINE): Promise<void> {
    this.closing ??= this.leave(deadlineMs);
    return this.closing;
  }

  private async leave(deadlineMs: number): Promise<void> {
    this.stopping.abort();
    await Promise.all([...this.lanes.values()].map((lane) => lane.stop(deadlineMs)));
    this.lanes.clear();
    await this.restarting;
    await this.members?.close();
    if (this.isEphemeral) await this.deleteGroup();
    this.onClosed(this);
  }

  private get isEphemeral(): boolean {
    return this.options.ephemeral ?? false;
  }

  private async deleteGroup(): Promise<void> {
    try {
      await deleteGroup(this.connection, this.options.group, this.topics);
    } catch (error) {
      this.warn(`its queues could not be deleted, they go with the connection: ${String(error)}`);
    }
  }

  private async join(): Promise<void> {
    const { group } = this.options;
    await this.ensureQueues();
    this.members = await GroupMembers.join(this.connection, {
      group,
      topics: this.topics,
      ephemeral: this.isEphemeral,
      heartbeatMs: this.settings.heartbeatMs,
      sessionTimeoutMs: this.settings.sessionTimeoutMs,
      holds: () => [...this.lanes.keys()],
      onChange: () => this.sync(),
      onCount: () => this.count(),
      onLost: () => this.restart(),
    });
  }

  /** Gives up what others should hold, and asks for what is wanted and given up. */
  private sync(): void {
    const { members } = this;
    if (!members || this.closing) return;
    const wanted = new Map(members.wanted().map((where) => [partitionKey(where), where]));
    for (const lane of this.lanes.values()) if (!wanted.has(lane.key) && !lane.isStopping) void this.giveUp(lane);
    for (const [key, where] of wanted) {
      if (!this.lanes.has(key) && !members.isHeldElsewhere(key)) void this.take(where);
    }
  }

  private async take(where: TopicPartition): Promise<void> {
    const lane = new PartitionLane(where, this.context);
    this.lanes.set(lane.key, lane);
    try {
      await lane.start();
      this.changed();
    } catch (error) {
      // It is tried again with the next heartbeat, or when the connection is back.
      if (!this.closing) this.warn(`partition ${lane.key} could not be opened: ${String(error)}`);
      lane.lose();
      this.forget(lane);
      if (isMissing(error)) await this.ensureQueues().catch(() => undefined);
    }
  }

  /** Also again later: somebody may delete a queue. */
  private ensureQueues(): Promise<void> {
    return ensureGroupQueues(this.connection, this.options.group, this.topics, this.isEphemeral);
  }

  private async giveUp(lane: PartitionLane): Promise<void> {
    await lane.stop(this.settings.handOverMs);
    this.forget(lane);
    this.changed();
  }

  /** A lane whose channel was closed; it is taken again with the next heartbeat. */
  private drop(lane: PartitionLane): void {
    this.forget(lane);
    this.members?.announce();
  }

  private forget(lane: PartitionLane): void {
    if (this.lanes.get(lane.key) === lane) this.lanes.delete(lane.key);
  }

  private changed(): void {
    if (this.closing) return;
    this.settings.metrics?.rebalanced(this.options.group, this.lanes.size);
    this.members?.announce();
    this.sync();
  }

  /** The connection is gone, and with it every lane; comes back when the broker does. */
  private restart(): void {
    this.members = null;
    for (const lane of this.lanes.values()) lane.lose();
    if (this.closing) return;
    this.settings.metrics?.restarted(this.options.group, 'failed');
    this.warn('the connection is lost; the consumer starts again');
    this.restarting ??= this.rejoin().finally(() => (this.restarting = null));
  }

  private async rejoin(): Promise<void> {
    const { signal } = this.stopping;
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        await this.join();
        this.sync();
        return;
      } catch (error) {
        if (!signal.aborted) this.warn(`it cannot start again yet: ${String(error)}`);
        await pause(backoffDelay(attempt, this.settings.backoff), signal);
      }
    }
  }

  private async count(): Promise<CountAnswer> {
    const lanes = [...this.lanes.values()];
    const counts = await Promise.all(lanes.map(async (lane) => [lane.key, await lane.count()] as const));
    return Object.fromEntries(counts.filter((entry): entry is [string, number] => entry[1] !== null));
  }

  private warn(what: string): void {
    this.settings.logger.warn(`Group "${this.options.group}": ${what}`);
  }
}
