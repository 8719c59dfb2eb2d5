import type { StreamId } from '../recorded-message.js';

/**
 * Streams in one order everywhere, so that two transactions that append to the same ones wait and never deadlock: each
 * holds only streams before the one it waits for. Making a stream takes its lock before its row, of this stream alone.
 * A batch of appends stands outside: it holds streams, but waits for none. Appends to one stream keep their order.
 */
export function inLockOrder<A extends { stream: StreamId }>(appends: readonly A[]): A[] {
  return appends.toSorted(
    ({ stream: left }, { stream: right }) =>
      compare(left.tenantId, right.tenantId) || compare(left.streamId, right.streamId),
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
