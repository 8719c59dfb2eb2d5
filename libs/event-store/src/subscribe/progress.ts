import { EddaError, type Clock } from '@edda/kernel';
import { HEAD_SQL } from '../read/fence.js';
import { rowsOf, type LogConnections } from '../read/log-connections.js';
import { shareOf, type LogFilter } from '../read/log-filter.js';
import { finalNow } from '../read/final.js';
import { logPages } from '../read/log-pages.js';
import type { SubscriptionLag } from './subscription.js';
import type { Tailer } from './tailer.js';
import type { Turn } from './turn.js';

/** How often to look how far other processes are, in milliseconds. */
const OTHERS_MS = 50;

export interface ProgressParts {
  log: LogConnections;
  tailer: Tailer;
  clock: Clock;
  filter: LogFilter;
  /** Up to where each shard is handled; the index is the shard. */
  positions: () => Promise<readonly number[]>;
  /** Happens when a shard of this process has come further. */
  moved: Turn;
  /** Ends the waiting. */
  stopped: AbortSignal;
}

/** How far a subscription has come, in all processes. */
export class Progress {
  constructor(private readonly parts: ProgressParts) {}

  /** @throws EddaError `SUBSCRIPTION_STOPPED`; or the signal's reason */
  async caughtUp(signal?: AbortSignal): Promise<void> {
    const { log, tailer, positions, moved, stopped } = this.parts;
    const goal = await finalNow(log, signal);
    tailer.wake();
    for (let { position } = goal; ;) {
      signal?.throwIfAborted();
      if (stopped.aborted) throw new EddaError('unavailable', 'SUBSCRIPTION_STOPPED', 'The subscription was stopped.');
      const { count } = moved;
      const { final } = tailer;
      // A crash may take back positions that were final and had no event.
      if (final && final.stamp > goal.stamp) position = Math.min(position, final.position);
      if (Math.min(...(await positions())) >= position) return;
      await moved.after(count, OTHERS_MS);
    }
  }

  async lag(): Promise<SubscriptionLag> {
    const { log, filter, clock } = this.parts;
    const positions = await this.parts.positions();
    const slowest = Math.min(...positions);
    const stamp = log.mark();
    const head = await log.use(async ({ connection }) => Number((await rowsOf(connection, HEAD_SQL))[0]?.[0] ?? 0));
    if (head <= slowest) return { positions: 0, milliseconds: 0 };
    const final = { position: head, stamp };
    const range = { filter, forward: true, low: slowest + 1, high: head, final, batchSize: 100 };
    for await (const { rows } of logPages(log, range)) {
      const oldest = rows.find((row) => {
        const shard = shareOf(row[3], row[4], positions.length);
        return Number(row[0]) > (positions[shard] ?? 0);
      });
      if (oldest) return { positions: head - slowest, milliseconds: Math.max(1, clock.now().getTime() - oldest[13]) };
    }
    return { positions: head - slowest, milliseconds: 0 };
  }
}
