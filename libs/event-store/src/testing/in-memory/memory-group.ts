import type { Changes } from './changes.js';

/** The members of one subscription, and how far each of its shares is. */
export class MemoryGroup<Member> {
  /** For each share the position up to which everything is handled. */
  readonly checkpoints: readonly number[];
  private readonly members: Member[] = [];
  private readonly inHand = new Map<number, Member>();

  constructor(
    private readonly changes: Changes,
    readonly shards: number,
    start: number,
  ) {
    this.checkpoints = Array.from({ length: shards }, () => start);
  }

  join(member: Member): void {
    this.members.push(member);
    this.changes.announce();
  }

  leave(member: Member): void {
    if (!this.members.includes(member)) return;
    this.members.splice(this.members.indexOf(member), 1);
    this.changes.announce();
  }

  /** The shares of a member: those it has in hand, and those that fall to it and nobody has in hand. */
  sharesOf(member: Member): number[] {
    return this.checkpoints.flatMap((_, shard) =>
      (this.inHand.get(shard) ?? this.turnOf(shard)) === member ? [shard] : [],
    );
  }

  /** Takes a share in hand: it moves to nobody else until it is given back. */
  take(shard: number, member: Member): boolean {
    if (this.inHand.has(shard) || this.turnOf(shard) !== member) return false;
    this.inHand.set(shard, member);
    return true;
  }

  giveBack(shard: number, member: Member): void {
    this.inHand.delete(shard);
    if (this.turnOf(shard) !== member) this.changes.announce();
  }

  move(shard: number, position: number): void {
    (this.checkpoints as number[])[shard] = position;
    this.changes.announce();
  }

  private turnOf(shard: number): Member | undefined {
    return this.members[shard % this.members.length];
  }
}
