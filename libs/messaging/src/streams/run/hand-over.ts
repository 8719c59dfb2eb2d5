import { EddaError } from '@edda/kernel';
import type { Outlet } from './outlet.js';
import type { RunningPipeline } from './running-pipeline.js';

const BATCH = 100;

/** Hands over all that is due: many at once while all goes well, else one by one, so that only what fails is put off. */
export async function handOver<T>(running: RunningPipeline, outlet: Outlet<T>, signal: AbortSignal): Promise<void> {
  let limit = BATCH;
  while (!signal.aborted) {
    const handed = await handBatch(running, outlet, limit);
    if (handed === null) limit = 1;
    else if (handed < limit) return;
  }
}

/** @returns how many; null when something failed, in which case a single item was put off */
async function handBatch<T>(
  { unitOfWork, clock, logger, name }: RunningPipeline,
  outlet: Outlet<T>,
  limit: number,
): Promise<number | null> {
  const now = clock.now();
  let items: readonly T[] = [];
  let failure: unknown = null;
  try {
    const outcome = await unitOfWork.run(async () => {
      const client = await unitOfWork.manager();
      items = await outlet.due(client, now, limit);
      if (items.length === 0) return;
      for (const item of items) await outlet.hand(item);
      await outlet.noteHanded(client, items);
    });
    if (outcome.committed) return items.length;
    failure = new EddaError('unavailable', 'STREAM_CONFLICT', `${outcome.conflict.streamId} kept changing.`);
  } catch (error) {
    // Not even read: there is nothing to be put off.
    if (items.length === 0) throw error;
    failure = error;
  }
  const [item] = items;
  if (items.length === 1 && item !== undefined) {
    await outlet.noteFailure(unitOfWork.pool, item, now);
    logger.error('The end of a stream failed; it is tried again later.', {
      stream: name,
      ...outlet.describe(item),
      error: failure,
    });
  }
  return null;
}
