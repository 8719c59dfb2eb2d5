import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '@edda/kernel';
import type { LogConnections } from '../read/log-connections.js';
import type { LogFilter } from '../read/log-filter.js';
import { Delivery, type DeliveryParts } from './delivery.js';
import type { OwnedCheckpoint } from './checkpoint.js';
import { Follower } from './follower.js';
import { LogFeed } from './log-feed.js';
import { Progress } from './progress.js';
import type { Subscription, SubscriptionLag, SubscriptionOptions } from './subscription.js';
import type { TailSession } from './tail-session.js';
import type { Tailer, TailerClient } from './tailer.js';
import { Turn } from './turn.js';

const BATCH_SIZE = 100;

/** Runs what follows the log outside of the execution context and the unit of work it is started in. */
export const outside = AsyncLocalStorage.snapshot() as <T>(work: () => T) => T;

export interface SubscriptionParts extends DeliveryParts {
  log: LogConnections;
  tailer: Tailer;
  clock: Clock;
  onStopped: (subscription: RunningSubscription) => Promise<void>;
}

/** What subscriptions with and without a name have in common. */
export abstract class RunningSubscription implements Subscription, TailerClient {
  readonly started: Promise<void>;
  protected readonly stopping = new AbortController();
  protected readonly moved = new Turn();
  private readonly delivery: Delivery;
  private readonly progress: Progress;
  private readonly leaveTailer: () => void;
  private stopped: Promise<void> | null = null;

  constructor(
    protected readonly parts: SubscriptionParts,
    protected readonly options: SubscriptionOptions,
  ) {
    this.delivery = new Delivery(parts, options);
    const { log, tailer, clock } = parts;
    const { moved, stopping } = this;
    const positions = (): Promise<readonly number[]> => this.positions();
    const filter = options.filter ?? {};
    this.progress = new Progress({ log, tailer, clock, filter, positions, moved, stopped: stopping.signal });
    this.leaveTailer = tailer.add(this);
    this.started = outside(() => Promise.resolve().then(() => this.begin()));
    // Told by `onError` too; whoever does not ask must not be brought down by it.
    this.started.catch(() => undefined);
  }

  get name(): string | null {
    return this.options.name ?? null;
  }

  abstract get ownedShards(): readonly number[];

  async caughtUp(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await orAborted(this.started, signal);
    await orAborted(this.progress.caughtUp(signal), signal);
  }

  async lag(): Promise<SubscriptionLag> {
    await this.started;
    return this.progress.lag();
  }

  stop(): Promise<void> {
    this.stopped ??= this.stopOnce();
    return this.stopped;
  }

  onConnected(_session: TailSession): Promise<void> {
    return Promise.resolve();
  }

  onShards(_subscription: string): void {
    return;
  }

  onError(error: unknown): void {
    // A listener that throws must not stop the subscription.
    try {
      this.options.onError?.(error);
    } catch {
      return;
    }
  }

  /** Up to where each shard is handled. */
  protected abstract positions(): Promise<readonly number[]>;

  /** Finds out where it begins, and begins. */
  protected abstract begin(): Promise<void>;

  /** Ends what was begun. */
  protected abstract end(): Promise<void>;

  protected follow(checkpoint: OwnedCheckpoint | null, position: number, onEnd: () => void): Follower {
    const { log, tailer } = this.parts;
    const { filter = {}, shards = 1, batchSize = BATCH_SIZE } = this.options;
    const shared: LogFilter =
      checkpoint && shards > 1 ? { ...filter, share: { index: checkpoint.shard, of: shards } } : filter;
    const feed = new LogFeed(log, tailer, shared, batchSize);
    const onError = (error: unknown): void => this.onError(error);
    const onProgress = (): void => this.moved.happen();
    return outside(
      () => new Follower({ feed, delivery: this.delivery, onError, onProgress, onEnd }, checkpoint, position),
    );
  }

  private async stopOnce(): Promise<void> {
    this.stopping.abort();
    this.parts.tailer.progress.happen();
    this.moved.happen();
    await this.started.catch(() => undefined);
    await this.end();
    this.leaveTailer();
    await this.parts.onStopped(this);
  }
}

async function orAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return work;
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
