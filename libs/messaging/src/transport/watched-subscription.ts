import type { Broker, PartitionLag, TopicPartition } from '../broker/broker.js';
import type { MessageLogger } from '../envelope/message-logger.js';
import type { MessagingMetrics } from '../observability/messaging-metrics.js';
import type { Subscription } from '../subscriptions/subscription.js';
import type { RunnerStatus } from '../subscriptions/runner-status.js';
import { Progress } from './progress.js';
import type { SubscriptionPhase, SubscriptionStatus } from './subscription-status.js';

/** A reading of the lag is shown that long, in milliseconds. */
const READING_MS = 30_000;
const RESTART_DEADLINE_MS = 10_000;
/** How much longer it may stand without a partition while the group gets nowhere: another member may be at a long piece of work. */
const UNASSIGNED_PATIENCE = 3;

/** What is watched: the runner of a subscription. */
export interface WatchedRunner {
  readonly subscription: Subscription;
  /** Joins the group. @throws EddaError `BROKER.UNAVAILABLE` */
  start(): Promise<void>;
  stop(deadlineMs: number): Promise<void>;
  /** Leaves the group, waiting up to the deadline for running handlers, and joins it again. */
  restart(deadlineMs: number): Promise<void>;
  /** Why it stopped for good; null while it works. */
  failure(): Error | null;
  status(): RunnerStatus;
  /** Looks for parked messages that are due now. */
  wake(): void;
}

export interface WatchOptions {
  readonly broker: Pick<Broker, 'lag'>;
  readonly logger: MessageLogger;
  readonly metrics: Pick<MessagingMetrics, 'restarted'>;
  /** How long a consumer may stand still with records before it, in milliseconds. */
  readonly patienceMs: number;
  /** In milliseconds, of a clock that never goes back. */
  readonly now?: () => number;
}

/** A subscription with the eye on it: says how it stands, and starts its consumer again when that does not consume. */
export class WatchedSubscription {
  private readonly now: () => number;
  private readonly progress: Progress;
  private readonly withoutPartitions: Progress;
  private joined = false;
  /** Whether it has left its group to be started again, and could not join it yet. */
  private left = false;
  private reading: { lag: readonly PartitionLag[]; at: number } | null = null;
  private standsStillSince: string | null = null;

  constructor(
    readonly runner: WatchedRunner,
    private readonly options: WatchOptions,
  ) {
    this.now = options.now ?? (() => performance.now());
    this.progress = new Progress(options.patienceMs);
    this.withoutPartitions = new Progress(options.patienceMs * UNASSIGNED_PATIENCE);
  }

  /** Joins the group; may be called again after it has failed. */
  async join(): Promise<void> {
    if (this.joined) return;
    await this.runner.start();
    this.joined = true;
  }

  status(): SubscriptionStatus {
    const { subscription } = this.runner;
    const { assignment, running, finished, gate, tooManyParked } = this.runner.status();
    const paused =
      gate.breaker !== 'closed'
        ? 'circuit-breaker'
        : gate.isRateLimited
          ? 'rate-limit'
          : tooManyParked
            ? 'parked-messages'
            : null;
    const failure = this.runner.failure();
    return {
      group: subscription.group,
      topics: subscription.topics,
      types: subscription.messages?.map(({ type }) => type) ?? null,
      ...this.phase(failure),
      failure,
      assignment,
      running,
      finished,
      paused,
      gate,
      lag: this.reading && this.now() - this.reading.at <= READING_MS ? this.reading.lag : null,
    };
  }

  /** Looks whether it gets on, and starts its consumer again when it does not. */
  async look(): Promise<void> {
    if (!this.joined || this.runner.failure()) return;
    if (this.left) return this.joinAgain();
    const { group, topics } = this.runner.subscription;
    const lag = await this.options.broker.lag(group, topics);
    const at = this.now();
    this.reading = { lag, at };
    const { assignment, running, finished, paused } = this.status();
    const own = lagOf(lag, assignment);
    const all = lag.reduce((sum, partition) => sum + partition.lag, 0);
    const reached = lag.reduce((sum, { committed, lag: behind }) => sum + (committed ?? -behind), 0);
    const stuck = this.progress.look({ at, finished, lag: own, isExcused: running > 0 || paused !== null });
    const lost = this.withoutPartitions.look({ at, finished: reached, lag: all, isExcused: assignment.length > 0 });
    if (!this.progress.isStuck) this.standsStillSince = null;
    if (stuck || lost) await this.restart(stuck ? own : all, assignment.length);
  }

  private async restart(lag: number, partitions: number): Promise<void> {
    const { group } = this.runner.subscription;
    this.standsStillSince ??= new Date().toISOString();
    this.options.metrics.restarted(group, 'stuck');
    this.options.logger.error('A consumer makes no progress; it is started again.', {
      subscription: group,
      lag,
      partitions,
      lastFetchAt: this.runner.status().lastFetchAt,
    });
    this.left = true;
    await this.runner.restart(RESTART_DEADLINE_MS);
    this.left = false;
  }

  private async joinAgain(): Promise<void> {
    await this.runner.start();
    this.left = false;
  }

  private phase(failure: Error | null): { phase: SubscriptionPhase; reason: string | null } {
    if (failure) return { phase: 'stopped', reason: failure.message };
    if (!this.joined) return { phase: 'connecting', reason: 'it has not joined its group yet' };
    if (!this.progress.isStuck && !this.left) return { phase: 'running', reason: null };
    const since = this.standsStillSince ? ` (noticed at ${this.standsStillSince})` : '';
    return { phase: 'stuck', reason: `it makes no progress though records lie before it${since}` };
  }
}

/** Records before the partitions that this member holds; of others somebody else takes care. */
function lagOf(lag: readonly PartitionLag[], assignment: readonly TopicPartition[]): number {
  const held = new Set(assignment.map(({ topic, partition }) => `${topic}/${partition}`));
  return lag.reduce(
    (sum, { topic, partition, lag: behind }) => sum + (held.has(`${topic}/${partition}`) ? behind : 0),
    0,
  );
}
