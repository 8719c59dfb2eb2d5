import { AsyncLocalStorage } from 'node:async_hooks';
import { backoffDelay, pause, type Uuid } from '@edda/kernel';
import { brief } from './brief.js';
import { cannotMove } from './cannot-move.js';
import type { Claimed } from './claims.js';
import { InstanceInHand } from './instance-in-hand.js';
import type { Keeper, TakeOptions } from './keeper.js';
import type { Parked } from './parking.js';
import type { RuntimeParts } from './runtime-parts.js';
import { giveBack, leave, ownedBy, setAside } from './worker-lease.js';

const ASIDE = { initial: 1000, factor: 3, max: 300_000, jitter: 0.2 };
const MOST_REMEMBERED = 10_000;
/** To give all back, also when the deadline has passed, in milliseconds. */
const LEAVING_MS = 2000;

/** What the worker tells whoever looks for work. */
export interface WorkSeeker {
  /** Something may have arrived for an instance that nobody has in hand. */
  messagesCame(): void;
  /** An instance is due then. */
  dueAt(time: Date): void;
  /** There is room for another instance. */
  roomCame(): void;
}

/** The instances that this process has in hand. */
export class Worker implements Keeper {
  private readonly inHand = new Map<Uuid, InstanceInHand>();
  private readonly parking = new Set<Uuid>();
  /** Claimed while the answer to their parking was still to come. */
  private readonly early = new Set<Uuid>();
  private readonly setbacks = new Map<Uuid, number>();
  private reserved = 0;
  /** How often something was written for an instance, as far as is known here. */
  pokes = 0;
  private lost: ReadonlySet<Uuid> = new Set();
  private seeker: WorkSeeker | null = null;
  /** What is begun here belongs to no request, although one may have led to it. */
  private readonly outside = AsyncLocalStorage.snapshot();

  constructor(
    readonly parts: RuntimeParts,
    private readonly concurrency: number,
  ) {}

  report(to: WorkSeeker): void {
    this.seeker = to;
  }

  get room(): number {
    return Math.max(0, this.concurrency - this.inHand.size - this.reserved);
  }

  /** Those that stay in hand, because local work runs, although something may have arrived since they were looked at. */
  get staying(): InstanceInHand[] {
    return [...this.inHand.values()].filter(({ runs }) => !runs.isEmpty);
  }

  /** Keeps room for instances that are about to be written as this worker's own; at most `most`. */
  reserve(most: number): number {
    const reserved = this.parts.stopping.aborted ? 0 : Math.min(most, this.room);
    this.reserved += reserved;
    return reserved;
  }

  free(reserved: number): void {
    this.reserved -= reserved;
  }

  get(id: Uuid): InstanceInHand | undefined {
    return this.inHand.get(id);
  }

  /** @param pokes how many there had been before it was read */
  take(claimed: Claimed, pokes: number, options: TakeOptions = {}): void {
    const { id } = claimed.row;
    if (this.parts.stopping.aborted || this.inHand.has(id)) return options.place?.leave();
    if (this.parking.has(id)) {
      // A parking that is repeated would write the state of before over the row.
      this.early.add(id);
      return options.place?.leave();
    }
    const instance = new InstanceInHand(this.parts, this, claimed, options);
    instance.seenPokes = pokes;
    this.inHand.set(id, instance);
    this.outside(() => instance.wake());
  }

  gone(instance: InstanceInHand): void {
    if (this.inHand.get(instance.id) !== instance) return;
    this.inHand.delete(instance.id);
    this.seeker?.roomCame();
  }

  parked(instance: InstanceInHand, { wakeAt }: Parked, written: Promise<void>): void {
    const { id } = instance;
    this.setbacks.delete(id);
    this.parking.add(id);
    void written.then(() => {
      this.parking.delete(id);
      if (this.early.delete(id)) void this.letGo(id);
      if (wakeAt) this.due(wakeAt);
      // What came while it was being parked found it neither free nor in hand.
      if (instance.seenPokes !== this.pokes || instance.hadMessages) this.seeker?.messagesCame();
    });
  }

  /** Anybody may take it on; when that fails it is found among those that are owned and not in hand. */
  private async letGo(id: Uuid): Promise<void> {
    const { client, worker, clock, logger } = this.parts;
    try {
      await giveBack(client, worker, [id]);
      this.due(clock.now());
    } catch (error) {
      logger.debug('A saga could not be given back; it is tried again.', { id, error: brief(error) });
    }
  }

  /** An instance is to be taken on then. */
  due(time: Date): void {
    this.seeker?.dueAt(time);
  }

  /** Something was written for an instance, whichever it is. */
  poke(): void {
    this.pokes++;
    this.seeker?.messagesCame();
  }

  mayHaveMore(): void {
    this.seeker?.messagesCame();
  }

  async setAside(instance: InstanceInHand, error: unknown): Promise<void> {
    const { client, worker, logger } = this.parts;
    const { id } = instance;
    const failures = (this.setbacks.get(id) ?? 0) + 1;
    if (this.setbacks.size >= MOST_REMEMBERED) this.setbacks.clear();
    this.setbacks.set(id, failures);
    const milliseconds = backoffDelay(failures, ASIDE);
    logger.error('A saga cannot be moved: it is left alone for a while.', {
      ...instance.describe(error),
      forMs: milliseconds,
    });
    await setAside(client, worker, id, milliseconds, cannotMove(error)).catch((failure: unknown) => {
      logger.warn('A saga could not be given back.', instance.describe(failure));
    });
  }

  /**
   * Compares what is in hand with what the database says: what another worker has taken over is dropped; what is this
   * worker's and not in hand, because the answer to a claim was lost, is given back when that is still so the next time.
   */
  async reconcile(): Promise<void> {
    const { client, worker } = this.parts;
    const before = new Map(this.inHand);
    const owned = await ownedBy(client, worker);
    for (const [id, instance] of before) {
      if (!owned.has(id) && this.inHand.get(id) === instance && !this.parking.has(id)) instance.drop();
    }
    const lost = new Set([...owned].filter((id) => !this.inHand.has(id) && !before.has(id) && !this.parking.has(id)));
    const again = [...lost].filter((id) => this.lost.has(id));
    this.lost = lost;
    if (again.length === 0) return;
    await giveBack(client, worker, again);
    this.due(this.parts.clock.now());
  }

  /** Lets what is under way end, its local work aborted, and gives everything back. */
  async stop(until: Promise<unknown>): Promise<void> {
    const { parts } = this;
    const instances = [...this.inHand.values()];
    for (const instance of instances) instance.runs.interrupt();
    await Promise.race([Promise.all(instances.map((instance) => instance.settled())), until]);
    await Promise.race([parts.parking.stop(), until]);
    const { failpoint } = parts;
    for (const { id } of failpoint ? this.inHand.values() : []) await failpoint?.('before:given-back', id);
    const over = new AbortController();
    const patience = Promise.all([until, pause(LEAVING_MS, over.signal)]);
    await Promise.race([this.leave(), patience]);
    over.abort();
    for (const instance of instances) {
      if (failpoint && this.inHand.has(instance.id)) await failpoint('after:given-back', instance.id);
      instance.drop();
    }
  }

  private async leave(): Promise<void> {
    const { client, worker, logger } = this.parts;
    try {
      await leave(client, worker);
    } catch (error) {
      logger.warn('The sagas in hand could not be given back: others take them over later.', { error: brief(error) });
    }
  }
}
