import { backoffDelay, deriveId, EddaError, IdDerivation, pause, runInContext, type Backoff } from '@edda/kernel';
import type { MessageCodec } from '../../codec/message-codec.js';
import { rowFilter, shareOf } from '../../read/log-filter.js';
import { toRecorded, toRecordedJson, type StoredRow } from '../../read/row.js';
import type { RecordedMessage } from '../../recorded-message.js';
import { shardsFixed } from '../../subscribe/checkpoint.js';
import type { Subscription, SubscriptionLag, SubscriptionOptions } from '../../subscribe/subscription.js';
import type { MemoryGroup } from './memory-group.js';
import type { MemoryLog } from './memory-log.js';

export interface MemorySubscriptionParts {
  log: MemoryLog;
  group: MemoryGroup<Subscription>;
  codec: MessageCodec;
  source: string;
}

const BATCH_SIZE = 100;
const RETRY: Backoff = { initial: 5, factor: 2, max: 1000, jitter: 0.2 };

/** A member of a group: follows each share that falls to it. */
export class MemorySubscription implements Subscription {
  readonly name: string | null;
  readonly started: Promise<void>;
  private readonly passes: (row: StoredRow) => boolean;
  private readonly stopping = new AbortController();
  private readonly running: Promise<unknown>;

  constructor(
    private readonly parts: MemorySubscriptionParts,
    private readonly options: SubscriptionOptions,
  ) {
    this.name = options.name ?? null;
    this.passes = rowFilter(options.filter ?? {});
    this.started = this.begin();
    // Told by `onError` too; whoever does not ask must not be brought down by it.
    this.running = this.started.then(() => this.followAll()).catch((error: unknown) => this.report(error));
  }

  get ownedShards(): readonly number[] {
    return this.parts.group.sharesOf(this);
  }

  async caughtUp(signal?: AbortSignal): Promise<void> {
    const { log, group } = this.parts;
    signal?.throwIfAborted();
    await this.started;
    for (const goal = log.head; ;) {
      signal?.throwIfAborted();
      if (this.stopping.signal.aborted) throw stopped();
      const { known } = log.changes;
      if (Math.min(...group.checkpoints) >= goal) return;
      await log.changes.after(known, signal);
    }
  }

  async lag(): Promise<SubscriptionLag> {
    await this.started;
    const { log, group } = this.parts;
    const waiting = group.checkpoints.flatMap((_, shard) => this.next(shard, 1).rows);
    const oldest = Math.min(...waiting.map((row) => row[13]));
    return {
      positions: log.head - Math.min(...group.checkpoints),
      milliseconds: waiting.length === 0 ? 0 : Math.max(1, Date.now() - oldest),
    };
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    const { group, log } = this.parts;
    group.leave(this);
    log.changes.announce();
  }

  private report(error: unknown): void {
    // A listener that throws must not stop the subscription.
    try {
      this.options.onError?.(error);
    } catch {
      return;
    }
  }

  private async begin(): Promise<void> {
    const { group } = this.parts;
    const { name = '', shards = 1 } = this.options;
    if (shards !== group.shards) throw shardsFixed(name, group.shards, shards);
    group.join(this);
  }

  private async followAll(): Promise<void> {
    await Promise.all(this.parts.group.checkpoints.map((_, shard) => this.follow(shard)));
  }

  private async follow(shard: number): Promise<void> {
    const { log, group } = this.parts;
    const { signal } = this.stopping;
    for (let failures = 0; !signal.aborted;) {
      const { known } = log.changes;
      if (group.take(shard, this)) {
        try {
          await this.advance(shard);
          failures = 0;
        } catch (error) {
          this.report(error);
          await pause(backoffDelay(++failures, RETRY), signal);
        } finally {
          group.giveBack(shard, this);
        }
      }
      if (failures === 0) await log.changes.after(known, signal);
    }
  }

  /** Handles what comes next, and moves the checkpoint behind it. */
  private async advance(shard: number): Promise<void> {
    const { group, codec } = this.parts;
    const { handle, handleBatch, handleJson, raw, batchSize = BATCH_SIZE } = this.options;
    const { rows, end } = this.next(shard, batchSize);
    const recorded = rows.map(toRecorded);
    const events = raw ? recorded : await codec.decode(recorded);
    if (handleBatch && events.length > 0) await handleBatch(events);
    if (handleJson && rows.length > 0) await handleJson(rows.map(toRecordedJson));
    if (handle) {
      for (const event of events) {
        if (this.stopping.signal.aborted) return;
        await this.inContextOf(event, () => handle(event));
        group.move(shard, event.position);
      }
    }
    if (group.checkpoints[shard] !== end) group.move(shard, end);
  }

  /** The next rows of a share, and the position up to which there are no others. */
  private next(shard: number, limit: number): { rows: StoredRow[]; end: number } {
    const { log, group } = this.parts;
    const rows: StoredRow[] = [];
    for (let index = group.checkpoints[shard] ?? 0; index < log.head; index++) {
      const row = log.rows[index];
      if (!row || !this.passes(row) || shareOf(row[3], row[4], group.checkpoints.length) !== shard) continue;
      rows.push(row);
      if (rows.length === limit) return { rows, end: index + 1 };
    }
    return { rows, end: log.head };
  }

  private inContextOf<T>({ id, tenantId, metadata }: RecordedMessage, work: () => Promise<T>): Promise<T> {
    const { userId, correlationId, traceparent } = metadata;
    const derivation = new IdDerivation(this.name === null ? id : deriveId(id, this.name));
    const context = { service: this.parts.source, tenantId, userId, correlationId, causationId: id, traceparent };
    return runInContext({ ...context, derivation }, work);
  }
}

function stopped(): EddaError {
  return new EddaError('unavailable', 'SUBSCRIPTION_STOPPED', 'The subscription was stopped.');
}
