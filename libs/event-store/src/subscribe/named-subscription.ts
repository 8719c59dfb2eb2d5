import { backoffDelay, EddaError, pause } from '@edda/kernel';
import { HEAD_SQL } from '../read/fence.js';
import type { LogSession } from '../read/log-connections.js';
import { ensureCheckpoints, readCheckpoints } from './checkpoint.js';
import { Group } from './group.js';
import { RunningSubscription, type SubscriptionParts } from './running-subscription.js';
import type { SubscriptionOptions } from './subscription.js';
import type { TailSession } from './tail-session.js';
import { Turn } from './turn.js';

const LEASE_MS = 10_000;

/** A subscription with checkpoints: this process's part of it. */
export class NamedSubscription extends RunningSubscription {
  private readonly group: Group;
  private readonly pokes = new Turn();
  private tending: Promise<void> = Promise.resolve();
  private begun = false;
  private ended = false;

  constructor(
    parts: SubscriptionParts,
    options: SubscriptionOptions,
    private readonly groupName: string,
  ) {
    super(parts, options);
    this.group = new Group({
      name: groupName,
      leaseMs: options.leaseMs ?? LEASE_MS,
      follow: (checkpoint) => this.follow(checkpoint, checkpoint.position, () => this.poke()),
      stir: () => parts.tailer.progress.happen(),
    });
  }

  get ownedShards(): readonly number[] {
    return this.group.ownedShards;
  }

  override async onConnected(session: TailSession): Promise<void> {
    if (this.begun) await this.group.tend(session);
  }

  override onShards(subscription: string): void {
    if (subscription === this.groupName) this.poke();
  }

  protected override async positions(): Promise<readonly number[]> {
    const { shards = 1 } = this.options;
    const { running } = this.group;
    const positions =
      running.length === shards
        ? Array.from({ length: shards }, () => 0)
        : await this.parts.log.use(({ connection }) => readCheckpoints(connection, this.groupName));
    for (const [shard, { position }] of running) positions[shard] = Math.max(positions[shard] ?? 0, position);
    return positions;
  }

  protected override async begin(): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 0; !signal.aborted;) {
      try {
        await this.parts.log.use((session) => this.ensure(session));
        this.begun = true;
        this.tending = this.tend();
        return;
      } catch (error) {
        this.onError(error);
        if (error instanceof EddaError && !error.retryable) throw error;
        await pause(backoffDelay(++failures), signal);
      }
    }
  }

  protected override async end(): Promise<void> {
    this.group.end();
    this.pokes.happen();
    await this.group.idle();
    this.ended = true;
    this.pokes.happen();
    this.parts.tailer.progress.happen();
    await this.tending;
    const session = this.parts.tailer.connection;
    if (session) await this.group.leave(session).catch(() => undefined);
  }

  private async ensure({ connection }: LogSession): Promise<void> {
    const { from = 'beginning', shards = 1 } = this.options;
    const client = {
      query: async <Row>(text: string, values: unknown[] = []) =>
        (await connection.query({ text, values })).rows as Row[],
    };
    const [row] = from === 'now' ? await client.query<{ head: string }>(HEAD_SQL) : [];
    const position = from === 'now' ? Number(row?.head ?? 0) : from === 'beginning' ? 0 : from;
    await ensureCheckpoints(client, this.groupName, shards, position);
  }

  /** Keeps the lease alive until nothing is in hand any more. */
  private async tend(): Promise<void> {
    const { tailer } = this.parts;
    for (let failures = 0; !this.ended;) {
      const [pokes, progress] = [this.pokes.count, tailer.progress.count];
      const session = tailer.connection;
      if (!session) {
        await tailer.progress.after(progress);
        continue;
      }
      try {
        await this.group.tend(session);
        failures = 0;
        await this.pokes.after(pokes, this.group.restMs);
      } catch (error) {
        // The tailer tells of a connection that was lost.
        if (!session.isLost) this.onError(error);
        await this.pokes.after(pokes, backoffDelay(++failures));
      }
    }
  }

  private poke(): void {
    this.group.onChange();
    this.pokes.happen();
    this.moved.happen();
  }
}
