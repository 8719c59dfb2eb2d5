/** A member of a group as the one who shares the partitions sees it. */
export interface SharingMember {
  readonly id: string;
  readonly topics: ReadonlySet<string>;
  /** Names of the partitions it holds now, as `topic/partition`. */
  readonly held: ReadonlySet<string>;
}

export interface SharedPartition {
  readonly topic: string;
  readonly partition: number;
}

/**
 * Shares partitions among those who read their topic: evenly, and so that as few as possible change hands. Answers the
 * partitions of each member by its id.
 */
export function sharePartitions(
  members: readonly SharingMember[],
  partitions: readonly SharedPartition[],
): Map<string, SharedPartition[]> {
  const sorted = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  const shares = new Map<SharingMember, SharedPartition[]>(sorted.map((member) => [member, []]));
  const countOf = (member: SharingMember): number => shares.get(member)?.length ?? 0;
  const leastLoaded = (topic: string): SharingMember | undefined =>
    sorted
      .filter((member) => member.topics.has(topic))
      .reduce<SharingMember | undefined>(
        (one, other) => (one && countOf(one) <= countOf(other) ? one : other),
        undefined,
      );

  const free: SharedPartition[] = [];
  for (const one of partitions) {
    const name = `${one.topic}/${one.partition}`;
    const holder = sorted.find((member) => member.held.has(name) && member.topics.has(one.topic));
    if (holder) shares.get(holder)?.push(one);
    else free.push(one);
  }
  for (const one of free) {
    const member = leastLoaded(one.topic);
    if (member) shares.get(member)?.push(one);
  }
  // Each move takes from one with at least two more, so it comes to an end.
  while (moveOne(shares, countOf, leastLoaded));
  return new Map([...shares].map(([member, share]) => [member.id, share]));
}

function moveOne(
  shares: ReadonlyMap<SharingMember, SharedPartition[]>,
  countOf: (member: SharingMember) => number,
  leastLoaded: (topic: string) => SharingMember | undefined,
): boolean {
  const fullest = [...shares.keys()].sort((a, b) => countOf(b) - countOf(a));
  for (const giver of fullest) {
    const share = shares.get(giver) ?? [];
    for (let index = share.length - 1; index >= 0; index--) {
      const one = share[index];
      const taker = one && leastLoaded(one.topic);
      if (!taker || countOf(taker) + 1 >= countOf(giver)) continue;
      share.splice(index, 1);
      shares.get(taker)?.push(one);
      return true;
    }
  }
  return false;
}
