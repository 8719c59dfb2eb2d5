import type { TopicPartition } from '../../broker/broker.js';
import type { Delivery } from '../../envelope/delivery.js';
import type { HeardTime } from '../state/partition-times.js';

/** Handled records of one partition that wait for those before them. More than a partition ever has under way. */
const MOST_WAITING = 100_000;

interface Partition extends TopicPartition {
  running: number;
  wasHeard: boolean;
  /** The latest event time that counts; null when there is none since it was last asked for. */
  time: number | null;
  waiting: { offset: number; time: number }[];
  lowestUnfinished: (() => number | null) | undefined;
}

/**
 * Follows the event time of the partitions that this process handles. The time of a record counts once all before it are
 * finished: keys run in parallel, and the watermark must not pass a record that still waits behind another of its key.
 */
export class PartitionClock {
  private readonly partitions = new Map<string, Partition>();

  /** A record is being handled. */
  begun(delivery: Delivery): void {
    const { topic, partition, lowestUnfinished } = delivery;
    const name = `${topic}/${partition}`;
    const known = this.partitions.get(name) ?? newPartition(topic, partition);
    this.partitions.set(name, known);
    known.running++;
    known.wasHeard = true;
    if (lowestUnfinished) known.lowestUnfinished = lowestUnfinished;
  }

  /** It came to its end; with a time when it was handled. */
  ended({ topic, partition, offset, lowestUnfinished }: Delivery, time: number | null): void {
    const known = this.partitions.get(`${topic}/${partition}`);
    if (!known) return;
    known.running--;
    if (time === null) return;
    // What was parked comes again by itself: all that came before it has been decided upon.
    if (!lowestUnfinished) known.time = later(known.time, time);
    else if (known.waiting.length < MOST_WAITING) known.waiting.push({ offset, time });
  }

  /** What was heard since the last call. */
  take(now: number): HeardTime[] {
    const heard: HeardTime[] = [];
    for (const [name, known] of this.partitions) {
      this.settle(known);
      // A clock that is ahead elsewhere must not make everybody else late.
      const time = known.time === null ? null : Math.min(known.time, now);
      if (known.wasHeard || known.running > 0 || time !== null) {
        heard.push({ topic: known.topic, partition: known.partition, time });
      }
      known.wasHeard = false;
      known.time = null;
      if (known.running === 0 && known.waiting.length === 0) this.partitions.delete(name);
    }
    return heard;
  }

  private settle(known: Partition): void {
    if (known.waiting.length === 0) return;
    const unfinished = known.lowestUnfinished?.() ?? null;
    // Somebody else has the partition, and tells how far it has come.
    if (unfinished === null) known.waiting = [];
    known.waiting = known.waiting.filter(({ offset, time }) => {
      if (unfinished === null || offset >= unfinished) return true;
      known.time = later(known.time, time);
      return false;
    });
  }
}

function newPartition(topic: string, partition: number): Partition {
  return { topic, partition, running: 0, wasHeard: false, time: null, waiting: [], lowestUnfinished: undefined };
}

function later(one: number | null, other: number): number {
  return one === null ? other : Math.max(one, other);
}
