import { backoffDelay, pause } from '@edda/kernel';
import { adoptParked } from './adopt-parked.js';
import { Housekeeping } from './housekeeping.js';
import { copyDeadLetters } from '../dead-letters/copy-dead-letters.js';
import { countParked } from './parked-message.js';
import type { ParkedDelivery } from './parked-delivery.js';
import type { SubscriptionParts } from './subscription-parts.js';

/** How often to look while something is parked, in milliseconds. */
const POLL_MS = 1000;
/** Else: another process may have parked something, or redriven a dead letter. */
const IDLE_POLL_MS = 10_000;
const SHORTEST_WAIT_MS = 20;
/** How long other processes leave a key alone that this one has taken on; told again while it is at it. */
export const LEASE_MS = 6000;

const TROUBLE = { initial: 50, factor: 2, max: 2000, jitter: 0.3 };

/** Most keys taken on at once. */
const MOST_KEYS = 32;

const CLAIM_SQL = `
  update subscription_keys set due_at = now() + $3::float * interval '1 millisecond'
   where (subscription, key) in (
     select subscription, key from subscription_keys
      where subscription = $1 and state <> 'open' and due_at <= now()
      order by due_at limit $2 for update skip locked)
  returning key`;

/** Looks for keys whose parked messages are due, and brings them to their handler. */
export class ParkedLoop {
  private readonly stopping = new AbortController();
  private readonly drains = new Map<string, Promise<void>>();
  private sleeping = new AbortController();
  private running: Promise<void> | null = null;
  private isWoken = false;
  private copying: Promise<void> | null = null;
  private readonly housekeeping: Housekeeping;

  constructor(
    private readonly parts: SubscriptionParts,
    private readonly delivery: ParkedDelivery,
  ) {
    this.housekeeping = new Housekeeping(parts);
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Something may be due. */
  wake(): void {
    this.isWoken = true;
    this.sleeping.abort();
  }

  /** Begins nothing more and waits for what runs, up to the deadline (milliseconds). */
  async stop(deadlineMs: number): Promise<void> {
    this.stopping.abort();
    const done = new AbortController();
    await Promise.race([this.ended(), pause(deadlineMs, done.signal)]);
    done.abort();
  }

  private async ended(): Promise<void> {
    await Promise.all([this.running, this.copying]);
    await Promise.all(this.drains.values());
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let wait = 0; !signal.aborted;) {
      if (!this.isWoken && wait > 0) {
        this.sleeping = new AbortController();
        await pause(wait, AbortSignal.any([this.sleeping.signal, signal]));
      }
      this.isWoken = false;
      if (signal.aborted) return;
      try {
        wait = await this.look();
      } catch (error) {
        this.parts.reports.trouble(error);
        wait = POLL_MS;
      }
    }
  }

  /** @returns how long until it is worth to look again */
  private async look(): Promise<number> {
    const { client, group, parked, reports } = this.parts;
    const { counts, withoutLane } = await countParked(client, group);
    if (parked.set(counts)) reports.tooManyParked(counts);
    if (withoutLane > 0) await adoptParked(this.parts);
    await this.housekeeping.tidy();
    await this.claim();
    this.copying ??= this.copy();
    if (parked.total === 0) return IDLE_POLL_MS;
    const [next] = await client.query<{ in_ms: number | null }>(
      `select (extract(epoch from min(due_at) - now()) * 1000)::float as in_ms
         from subscription_keys where subscription = $1 and state <> 'open' and due_at is not null`,
      [group],
      'edda-next-due',
    );
    return Math.max(SHORTEST_WAIT_MS, Math.min(POLL_MS, next?.in_ms ?? POLL_MS));
  }

  /** Beside the rest: the broker may be away, which parked messages do not need. */
  private async copy(): Promise<void> {
    try {
      await copyDeadLetters(this.parts);
    } catch (error) {
      this.parts.reports.trouble(error);
    } finally {
      this.copying = null;
    }
  }

  private async claim(): Promise<void> {
    const { client, group, lanes } = this.parts;
    const room = MOST_KEYS - this.drains.size;
    if (room <= 0) return;
    const rows = await client.query<{ key: string }>(CLAIM_SQL, [group, room, LEASE_MS], 'edda-claim-keys');
    for (const { key } of rows) {
      // Also while this process is at it: what it finds behind it may be due, and nobody else comes before the lease is over.
      const drain = new Promise<void>((resolve) => lanes.push(key, () => this.drain(key).then(resolve)));
      this.drains.set(key, drain);
      void drain.then(() => {
        if (this.drains.get(key) === drain) this.drains.delete(key);
      });
    }
  }

  private async drain(key: string): Promise<void> {
    const renewing = setInterval(() => void this.renew(key), LEASE_MS / 3).unref();
    try {
      await this.delivery.drain(key, this.stopping.signal);
    } catch (error) {
      this.parts.reports.trouble(error);
      clearInterval(renewing);
      await this.giveBack(key);
    } finally {
      clearInterval(renewing);
      this.wake();
    }
  }

  /** After a failure, which is the database's: nobody is at the key any more. */
  private async giveBack(key: string): Promise<void> {
    const giveUpAt = performance.now() + LEASE_MS;
    for (let failures = 1; performance.now() < giveUpAt && !this.stopping.signal.aborted; failures++) {
      await pause(backoffDelay(failures, TROUBLE), this.stopping.signal);
      if (await this.lease(key, 0)) return;
    }
  }

  private async renew(key: string): Promise<void> {
    await this.lease(key, LEASE_MS);
  }

  private async lease(key: string, milliseconds: number): Promise<boolean> {
    const { client, group, reports } = this.parts;
    try {
      await client.query(
        `update subscription_keys set due_at = now() + $3::float * interval '1 millisecond'
          where subscription = $1 and key = $2 and due_at is not null`,
        [group, key, milliseconds],
        'edda-lease-key',
      );
      return true;
    } catch (error) {
      reports.trouble(error);
      return false;
    }
  }
}
