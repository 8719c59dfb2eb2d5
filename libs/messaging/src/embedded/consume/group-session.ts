import { newId } from '@edda/kernel';
import type { BrokerLogger } from '../../broker/broker-logger.js';
import type { Claim } from './claim.js';
import type { ConsumerGroup } from './consumer-group.js';

/** What a session needs of its group. */
export type SessionGroup = Pick<ConsumerGroup, 'subscription' | 'join' | 'claim' | 'leave'>;

export interface SessionHandlers {
  /** What the member holds and should hold has changed. Answers whether nothing is left to wait for. */
  readonly onClaim: (claim: Claim) => boolean;
  /** Nothing is held any more. */
  readonly onLost: () => void;
}

/** One consumer's membership in its group: joins, stays in step with the group's generation, joins again when expelled. */
export class GroupSession {
  private memberId = newId();
  private joined = false;
  private closing = false;
  /** The generation the member last claimed in. */
  private generation = -1;
  /** Whether to claim again even if the generation stays the same. */
  private unsettled = true;
  /** No heartbeat got through for the session time-out: others may have the partitions. */
  private silent = false;
  private timer: NodeJS.Timeout | undefined;
  private syncing: Promise<void> | null = null;
  private again = false;

  constructor(
    private readonly group: SessionGroup,
    private readonly handlers: SessionHandlers,
    private readonly logger: BrokerLogger,
    private readonly name: string,
  ) {}

  /** The id to send heartbeats for; null while it is no member. */
  get heartbeatId(): string | null {
    return this.joined ? this.memberId : null;
  }

  /** Becomes a member and claims what is free. */
  async join(): Promise<void> {
    const sentAt = performance.now();
    await this.group.join(this.memberId);
    this.joined = true;
    this.renew(sentAt);
    await this.sync();
  }

  /** The member's heartbeat, sent at that time of `performance.now()`, was accepted in this generation of the group. */
  heard(memberId: string, generation: number, sentAt: number): void {
    if (memberId !== this.memberId || !this.joined) return;
    this.renew(sentAt);
    if (this.unsettled || generation !== this.generation) void this.sync();
  }

  /** The member's heartbeat was refused: it was silent for too long, or its instance name was taken over. */
  refused(memberId: string): void {
    if (memberId !== this.memberId || !this.joined) return;
    this.logger.warn(
      `${this.name} was taken out of its group and joins again. If this repeats, two processes have the same instance name.`,
    );
    this.expelled();
    void this.sync();
  }

  /** Claims again; calls that come while it does so are answered by one more round. */
  sync(): Promise<void> {
    if (this.syncing) this.again = true;
    else this.syncing = this.syncRounds();
    return this.syncing;
  }

  /** Claims nothing more; heartbeats go on. */
  freeze(): void {
    this.closing = true;
  }

  async leave(): Promise<void> {
    this.freeze();
    await this.syncing;
    this.joined = false;
    clearTimeout(this.timer);
    await this.group.leave(this.memberId);
  }

  private async syncRounds(): Promise<void> {
    do {
      this.again = false;
      try {
        await this.syncOnce();
      } catch (error) {
        this.unsettled = true;
        this.logger.warn(
          `${this.name} could not claim its partitions, the next heartbeat tries again: ${String(error)}`,
        );
      }
    } while (this.again);
    this.syncing = null;
  }

  private async syncOnce(): Promise<void> {
    if (this.closing || (this.joined && this.silent)) return;
    if (!this.joined) {
      const sentAt = performance.now();
      await this.group.join(this.memberId);
      this.joined = true;
      this.renew(sentAt);
    }
    const id = this.memberId;
    const claim = await this.group.claim(id);
    if (this.closing || this.silent || id !== this.memberId) return;
    if (!claim) return this.expelled();
    this.generation = claim.generation;
    this.unsettled = !this.handlers.onClaim(claim);
  }

  /** Another identity from here on: what was done under the old one must not count. The next heartbeat's round joins. */
  private expelled(): void {
    this.memberId = newId();
    this.joined = false;
    this.unsettled = true;
    clearTimeout(this.timer);
    this.handlers.onLost();
  }

  private renew(sentAt: number): void {
    this.silent = false;
    clearTimeout(this.timer);
    const left = this.group.subscription.sessionTimeoutMs - (performance.now() - sentAt);
    this.timer = setTimeout(() => this.lose(), Math.max(0, left)).unref();
  }

  private lose(): void {
    this.silent = true;
    this.unsettled = true;
    this.logger.warn(`${this.name} could not say that it is alive for too long: it gives its partitions up.`);
    this.handlers.onLost();
  }
}
