import type { TopicPartition } from '../../broker/broker.js';
import { PartitionLane, type LaneContext } from './partition-lane.js';

/** The lanes of a member, one for each partition that it holds and whose position is known. */
export class MemberLanes implements Iterable<PartitionLane> {
  private readonly lanes = new Map<string, PartitionLane>();

  constructor(private readonly context: LaneContext) {}

  [Symbol.iterator](): Iterator<PartitionLane> {
    return this.lanes.values();
  }

  get count(): number {
    return this.lanes.size;
  }

  /** The partitions that are worked on. */
  assignment(): TopicPartition[] {
    return [...this].filter((lane) => !lane.isStopping).map(({ topic, partition }) => ({ topic, partition }));
  }

  get(one: TopicPartition): PartitionLane | undefined {
    return this.lanes.get(nameOf(one));
  }

  /** @param committed null where nothing is */
  open({ topic, partition }: TopicPartition, start: number, committed: number | null): PartitionLane {
    const lane = new PartitionLane(topic, partition, start, committed, this.context);
    this.lanes.set(nameOf(lane), lane);
    return lane;
  }

  /** Gives up every lane but those of the partitions named. */
  loseAllBut(kept: readonly TopicPartition[]): void {
    const names = new Set(kept.map(nameOf));
    for (const [name, lane] of this.lanes) {
      if (names.has(name)) continue;
      this.lanes.delete(name);
      lane.abandon();
    }
  }
}

function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
