import { backoffDelay, pause } from '@edda/kernel';
import { adoptWaiting, removeExpired } from '../inbox/waiting-messages.js';
import { brief } from './brief.js';
import { claim, messagesFor, nextDue, type ClaimReason } from './claims.js';
import { QueuePlace } from './queue-place.js';
import type { Worker, WorkSeeker } from './worker.js';
import { forgetDeadWorkers, renewLease } from './worker-lease.js';

/** Taken on with one statement. */
const MOST_CLAIMED = 64;
const TROUBLE = { initial: 50, factor: 2, max: 2000, jitter: 0.3 };
const TIDY_EVERY_MS = 2000;
const JUST_DUE_MS = 50;

/** Looks for instances that have something to do and takes them on. */
export class WorkLoop implements WorkSeeker {
  private readonly wanted = new Set<ClaimReason>(['messages', 'due', 'abandoned']);
  /** Looked for, and there was no room. */
  private readonly starved = new Set<ClaimReason>();
  private sleeping = new AbortController();
  private nextDueAt: number | null = null;
  private polledAt = 0;
  private tidiedAt = 0;
  private reconciledAt = 0;
  /** Of the instance that was taken on last because it was due. */
  private last: QueuePlace | null = null;
  private running: Promise<void> = Promise.resolve();
  private beating: NodeJS.Timeout | undefined;

  constructor(
    private readonly worker: Worker,
    private readonly times: { readonly leaseMs: number; readonly pollMs: number },
  ) {}

  /** Becomes a worker, and begins to look for work. */
  async start(): Promise<void> {
    await this.beat();
    this.reconciledAt = this.tidiedAt = performance.now();
    this.beating = setInterval(() => {
      this.beat().catch((error: unknown) => this.trouble(error));
    }, this.times.leaseMs / 3);
    this.running = this.run();
  }

  /** Looks no more; the lease is still renewed. */
  async stop(): Promise<void> {
    this.sleeping.abort();
    await this.running;
  }

  /** The lease is renewed no more. */
  end(): void {
    clearInterval(this.beating);
  }

  messagesCame(): void {
    this.want('messages');
  }

  dueAt(time: Date): void {
    const { clock } = this.worker.parts;
    if (clock.until(time) === 0) this.want('due');
    else if (this.nextDueAt === null || time.getTime() < this.nextDueAt) {
      this.nextDueAt = time.getTime();
      this.sleeping.abort();
    }
  }

  roomCame(): void {
    if (this.starved.size === 0) return;
    for (const reason of this.starved) this.want(reason);
    this.starved.clear();
  }

  private want(reason: ClaimReason): void {
    this.wanted.add(reason);
    this.sleeping.abort();
  }

  private async beat(): Promise<void> {
    const { parts } = this.worker;
    parts.clock.set(await renewLease(parts.client, parts.worker, this.times.leaseMs));
  }

  private async run(): Promise<void> {
    const { stopping } = this.worker.parts;
    for (let failures = 0; !stopping.aborted;) {
      try {
        await this.look();
        failures = 0;
      } catch (error) {
        this.trouble(error);
        this.wanted.add('messages').add('due');
        await pause(backoffDelay(++failures, TROUBLE), stopping);
      }
      if (this.wanted.size === 0) await this.sleep();
    }
  }

  private async sleep(): Promise<void> {
    const { clock } = this.worker.parts;
    this.sleeping = new AbortController();
    const untilDue = this.nextDueAt === null ? Number.POSITIVE_INFINITY : clock.until(new Date(this.nextDueAt)) + 1;
    const untilPoll = this.polledAt + this.times.pollMs - performance.now();
    await pause(Math.max(1, Math.min(untilDue, untilPoll)), this.sleeping.signal);
  }

  private async look(): Promise<void> {
    const { clock } = this.worker.parts;
    const now = performance.now();
    if (now >= this.polledAt + this.times.pollMs) {
      this.polledAt = now;
      this.wanted.add('messages').add('due').add('abandoned');
    }
    if (this.nextDueAt !== null && clock.until(new Date(this.nextDueAt)) === 0) this.wanted.add('due');
    const wanted = [...this.wanted];
    this.wanted.clear();
    if (wanted.includes('messages')) await this.deliver();
    for (const reason of wanted) await this.claim(reason);
    if (now >= this.tidiedAt + TIDY_EVERY_MS) await this.tidy(now);
    if (now >= this.reconciledAt + this.times.leaseMs) {
      this.reconciledAt = now;
      await this.worker.reconcile();
    }
  }

  /** What has arrived for instances in hand. */
  private async deliver(): Promise<void> {
    const { worker } = this;
    const { pokes } = worker;
    const staying = new Map(worker.staying.map((instance) => [instance.id, instance]));
    const arrived = await messagesFor(worker.parts.client, [...staying.keys()]);
    for (const [id, instance] of staying) {
      const messages = arrived.get(id) ?? [];
      instance.seenPokes = pokes;
      if (messages.length === 0) continue;
      instance.deliver(messages);
      if (instance.isGone) this.wanted.add('messages');
      else instance.wake();
    }
  }

  private async claim(reason: ClaimReason): Promise<void> {
    const { worker } = this;
    const { parts } = worker;
    const most = Math.min(MOST_CLAIMED, worker.room);
    if (most === 0) {
      this.starved.add(reason);
      return;
    }
    if (parts.failpoint) await parts.failpoint('before:claimed', '');
    const { pokes } = worker;
    const versions = parts.definitions.columns();
    const { claimed, now } = await claim(parts.client, reason, { worker: parts.worker, most, versions });
    if (claimed.length > 0) parts.clock.set(now);
    for (const each of claimed) {
      if (parts.failpoint) await parts.failpoint('after:claimed', each.row.id);
      this.last = reason === 'due' ? new QueuePlace(this.last) : this.last;
      worker.take(each, pokes, reason === 'due' ? { place: this.last } : {});
    }
    if (claimed.length === most) this.wanted.add(reason);
    else if (reason === 'due') await this.seeNextDue();
  }

  private async seeNextDue(): Promise<void> {
    const { client, clock, definitions } = this.worker.parts;
    const { now, due } = await nextDue(client, definitions.columns());
    clock.set(now);
    this.nextDueAt = due === null || due > now ? due : null;
    // Due since the last look; what has been due for longer cannot be taken on: its version is unknown here, or it is locked.
    if (due !== null && due <= now && due > now - JUST_DUE_MS) this.wanted.add('due');
  }

  private async tidy(now: number): Promise<void> {
    const { client, logger, metrics } = this.worker.parts;
    this.tidiedAt = now;
    if ((await adoptWaiting(client)) > 0) this.wanted.add('messages');
    const expired = await removeExpired(client);
    if (expired.length > 0) {
      metrics.messages('late', expired.length);
      logger.warn('Messages for sagas that were not started in time are given up.', {
        count: expired.length,
        first: expired[0],
      });
    }
    await forgetDeadWorkers(client);
  }

  private trouble(error: unknown): void {
    this.worker.parts.logger.warn('The sagas could not look for work.', { error: brief(error) });
  }
}
