import { backoffDelay, pause } from '@edda/kernel';
import type { HeldPartition } from './claim.js';
import type { LaneContext } from './partition-lane.js';

/**
 * Commits an offset, however often it takes: the work is done and must not be done again only because the broker was
 * away for a moment. False when the partition is not this member's any more, by the broker's answer or by the signal.
 */
export async function commitOffset(
  context: LaneContext,
  held: HeldPartition,
  offset: number,
  signal: AbortSignal,
): Promise<boolean> {
  const where = context.describe(held);
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      if (await context.commit(held, offset)) return true;
      context.logger.warn(
        `${where}: the commit of offset ${offset} was refused, the partition is held by another member.`,
      );
      return false;
    } catch (error) {
      const delay = backoffDelay(attempt, context.backoff);
      context.logger.warn(
        `${where}: offset ${offset} not yet committed, next attempt in ${delay} ms: ${String(error)}`,
      );
      await pause(delay, signal);
    }
  }
  return false;
}
