import type { Options } from 'amqplib';

/**
 * Replicated and on disk, one consumer at a time, and nothing is ever dropped: since 4.0 a message that was delivered 20
 * times is, unless a limit is given. 3.10 takes no "unlimited", so it is the largest one that all versions take.
 */
export const GROUP_QUEUE: Options.AssertQueue = {
  durable: true,
  arguments: {
    'x-queue-type': 'quorum',
    'x-single-active-consumer': true,
    'x-delivery-limit': 2_147_483_647,
  },
};

/** Of a group of one member that nobody needs when it has gone: goes with its connection. */
export const EPHEMERAL_QUEUE: Options.AssertQueue = { exclusive: true, durable: false };

/** A queue in which at most so many messages stay. */
export function countingQueue(count: number): Options.AssertQueue {
  return { durable: true, arguments: { 'x-queue-type': 'quorum', 'x-max-length': count } };
}

/**
 * Most messages that a member holds of a partition and has not finished. All members must have the same: what a member
 * leaves unfinished is put back behind what another one left before, unless all of it was taken again at once.
 */
export const PREFETCH = 256;
