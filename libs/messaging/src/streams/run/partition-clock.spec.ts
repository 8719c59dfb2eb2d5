import { describe, expect, it } from '@jest/globals';
import type { Delivery } from '../../envelope/delivery.js';
import { PartitionClock } from './partition-clock.js';

const NOW = 10_000;

class Partition {
  unfinished: number | null = 0;

  constructor(private readonly clock: PartitionClock) {}

  begin(offset: number): Delivery {
    const delivery = {
      topic: 'content_events',
      partition: 3,
      offset,
      lowestUnfinished: () => this.unfinished,
    } as Delivery;
    this.clock.begun(delivery);
    return delivery;
  }

  handle(offset: number, time: number): void {
    this.clock.ended(this.begin(offset), time);
  }
}

describe('the event time of a partition', () => {
  const heard = (time: number | null) => [{ topic: 'content_events', partition: 3, time }];

  it('counts once all records before it are finished', () => {
    const clock = new PartitionClock();
    const partition = new Partition(clock);
    partition.handle(1, 500);
    expect(clock.take(NOW)).toEqual(heard(null));
    partition.unfinished = 2;
    expect(clock.take(NOW)).toEqual(heard(500));
    expect(clock.take(NOW)).toEqual([]);
  });

  it('is the latest of those that count', () => {
    const clock = new PartitionClock();
    const partition = new Partition(clock);
    for (const [offset, time] of [
      [0, 700],
      [1, 600],
      [2, 900],
    ] as const)
      partition.handle(offset, time);
    partition.unfinished = 2;
    expect(clock.take(NOW)).toEqual(heard(700));
    partition.unfinished = 3;
    expect(clock.take(NOW)).toEqual(heard(900));
  });

  it('is not told by what failed', () => {
    const clock = new PartitionClock();
    const partition = new Partition(clock);
    clock.ended(partition.begin(0), null);
    partition.unfinished = 1;
    expect(clock.take(NOW)).toEqual(heard(null));
  });

  it('is left to whoever has the partition now', () => {
    const clock = new PartitionClock();
    const partition = new Partition(clock);
    partition.handle(0, 500);
    partition.unfinished = null;
    expect(clock.take(NOW)).toEqual(heard(null));
    partition.unfinished = 100;
    expect(clock.take(NOW)).toEqual([]);
  });

  it('is heard of while a record is handled, however long that takes', () => {
    const clock = new PartitionClock();
    const partition = new Partition(clock);
    const delivery = partition.begin(0);
    clock.take(NOW);
    expect(clock.take(NOW)).toEqual(heard(null));
    clock.ended(delivery, 500);
    partition.unfinished = 1;
    expect(clock.take(NOW)).toEqual(heard(500));
  });

  it('counts at once for a message that was parked', () => {
    const clock = new PartitionClock();
    const delivery = { topic: 'content_events', partition: 3, offset: 7 } as Delivery;
    clock.begun(delivery);
    clock.ended(delivery, 500);
    expect(clock.take(NOW)).toEqual(heard(500));
  });

  it('is never ahead of the clock', () => {
    const clock = new PartitionClock();
    const partition = new Partition(clock);
    partition.handle(0, NOW + 5000);
    partition.unfinished = 1;
    expect(clock.take(NOW)).toEqual(heard(NOW));
  });
});
