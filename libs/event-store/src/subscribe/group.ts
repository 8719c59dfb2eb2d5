import { newId } from '@edda/kernel';
import { moveIdleCheckpoints, type OwnedCheckpoint } from './checkpoint.js';
import type { Follower } from './follower.js';
import {
  claimShards,
  giveFormerLock,
  leaveGroup,
  releaseShards,
  renewLease,
  shareFormerLock,
  viewGroup,
  type Member,
} from './members.js';
import type { TailSession } from './tail-session.js';

/** Checkpoints that moved without a message are written so often, in milliseconds. */
const IDLE_MOVE_MS = 1000;

export interface GroupParts {
  name: string;
  leaseMs: number;
  /** Begins to follow the log for a shard that was claimed. */
  follow: (checkpoint: OwnedCheckpoint) => Follower;
  /** Lets followers that wait notice that they should end. */
  stir: () => void;
}

/**
 * This process's part in a subscription: a member that claims its fair part of the shards, keeps its lease alive and gives
 * up what others should have. A lease is the member's, so one statement renews it for all its shards, and never waits for
 * a handler or its transaction.
 */
export class Group {
  private readonly member: Member;
  private readonly followers = new Map<number, Follower>();
  private lockedBy: TailSession | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private renewedAt = -Infinity;
  private changed = true;
  private leaving = false;

  constructor(private readonly parts: GroupParts) {
    this.member = { name: parts.name, id: newId(), leaseMs: parts.leaseMs };
  }

  /** Its shards, without those it is about to give up. */
  get ownedShards(): number[] {
    return this.running.map(([shard]) => shard);
  }

  get running(): readonly [shard: number, follower: Follower][] {
    return [...this.followers].filter(([, { isEnding }]) => !isEnding).sort(([left], [right]) => left - right);
  }

  /** Whether nothing is in hand any more. */
  get isEmpty(): boolean {
    return this.followers.size === 0;
  }

  /** Members came or went, or a follower has ended. */
  onChange(): void {
    this.changed = true;
  }

  /** Milliseconds until there is something to be done, unless something changes before. */
  get restMs(): number {
    if (this.changed) return 0;
    return Math.max(0, Math.min(this.renewedAt + this.parts.leaseMs / 3 - performance.now(), IDLE_MOVE_MS));
  }

  /** Does what is due; the calls run one after the other. */
  tend(session: TailSession): Promise<void> {
    const tended = this.last.then(() => this.tendAlone(session));
    this.last = tended.catch(() => undefined);
    return tended;
  }

  /** From now on it claims nothing, and gives back each shard when what is in hand there is done. */
  end(): void {
    this.leaving = true;
    this.changed = true;
    this.endAll(this.running.map(([, follower]) => follower));
  }

  /** Resolves when nothing is in hand any more. */
  async idle(): Promise<void> {
    await Promise.all([...this.followers.values()].map(({ ended }) => ended));
  }

  /** Gives back all there is; where that fails the lease runs out by itself. */
  async leave(session: TailSession): Promise<void> {
    await this.last;
    await this.moveIdle(session, [...this.followers.values()]);
    this.followers.clear();
    await leaveGroup(session, this.member);
    await this.giveLock(session);
  }

  private async tendAlone(session: TailSession): Promise<void> {
    const isDue = performance.now() >= this.renewedAt + this.parts.leaseMs / 3;
    if (this.changed || isDue || this.lockedBy !== session) {
      this.changed = false;
      const renewedAt = performance.now();
      try {
        await renewLease(session, this.member);
        await this.shareOut(session);
        this.renewedAt = renewedAt;
      } catch (error) {
        this.changed = true;
        throw error;
      }
    }
    await this.moveIdle(
      session,
      this.running.map(([, follower]) => follower),
    );
  }

  private async shareOut(session: TailSession): Promise<void> {
    const { followers, member } = this;
    const locked = await this.takeLock(session);
    const { fair, owned } = await viewGroup(session, member);
    const wanted = locked && !this.leaving ? fair : 0;
    const epochs = new Map(owned.map(({ shard, epoch }) => [shard, epoch]));
    // What others have taken is no longer to be handled here; what is in hand of it cannot be committed any more.
    const mine = this.running.filter(([shard, { checkpoint }]) => epochs.get(shard) === checkpoint?.epoch);
    const kept = new Set(mine.slice(0, wanted).map(([, follower]) => follower));
    this.endAll(this.running.map(([, follower]) => follower).filter((follower) => !kept.has(follower)));

    const done = [...followers].filter(([, { hasEnded }]) => hasEnded);
    if (done.length > 0) {
      await this.moveIdle(
        session,
        done.map(([, follower]) => follower),
      );
      await releaseShards(
        session,
        member,
        done.map(([shard]) => shard),
      );
      for (const [shard] of done) followers.delete(shard);
    }
    if (kept.size < wanted) {
      for (const checkpoint of await claimShards(session, member, [...followers.keys()], wanted - kept.size)) {
        followers.set(checkpoint.shard, this.parts.follow(checkpoint));
      }
    }
  }

  private endAll(followers: readonly Follower[]): void {
    if (followers.length === 0) return;
    for (const follower of followers) follower.end();
    this.parts.stir();
  }

  private async moveIdle(session: TailSession, followers: readonly Follower[]): Promise<void> {
    const idle = followers.flatMap((follower) => {
      const checkpoint = follower.idleOn(session.id);
      return checkpoint ? [{ follower, checkpoint }] : [];
    });
    if (idle.length === 0) return;
    await moveIdleCheckpoints(
      session,
      this.parts.name,
      idle.map(({ checkpoint }) => checkpoint),
    );
    for (const { follower, checkpoint } of idle) follower.movedTo(checkpoint.position);
  }

  private async takeLock(session: TailSession): Promise<boolean> {
    if (this.lockedBy === session) return true;
    this.lockedBy = (await shareFormerLock(session, this.parts.name)) ? session : null;
    return this.lockedBy !== null;
  }

  private async giveLock(session: TailSession): Promise<void> {
    if (this.lockedBy !== session) return;
    this.lockedBy = null;
    await giveFormerLock(session, this.parts.name);
  }
}
