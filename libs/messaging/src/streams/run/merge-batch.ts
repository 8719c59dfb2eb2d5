import type { SqlClient } from '@edda/event-store';
import { keepLate, takeEntries } from '../state/entries.js';
import { timesOf } from '../state/partition-times.js';
import { lockPipeline, savePipeline, type PipelineRow } from '../state/pipeline-row.js';
import { removeExpired, removeWindows, saveWindows, windowsOf } from '../state/window-rows.js';
import { nextWatermark } from '../watermark.js';
import { mergeEntries, type Merged } from '../windows/merge-entries.js';
import { windowsAt, type WindowSpec } from '../windows/window-spec.js';
import type { RunningPipeline } from './running-pipeline.js';

/** Windows that one batch may change, and that may expire with it. */
const WINDOWS_AT_ONCE = 5000;

/** What one batch has come to. */
export interface MergedBatch {
  /** Whether more may wait. */
  readonly isFull: boolean;
  readonly late: number;
  readonly refused: number;
}

/**
 * Merges a batch of contributions into their windows and moves the watermark, in one transaction. One instance is at it at
 * a time, and late is what the watermark of the batch before says: so a window is complete when it is closed.
 *
 * @returns null when another instance is at it
 */
export async function mergeBatch(running: RunningPipeline): Promise<MergedBatch | null> {
  const { unitOfWork, name } = running;
  const outcome = await unitOfWork.run(async () => {
    const client = await unitOfWork.manager();
    const row = await lockPipeline(client, name);
    return row && mergeLocked(client, running, row);
  });
  return outcome.committed ? outcome.value : null;
}

async function mergeLocked(
  client: SqlClient,
  { name, pipeline, clock }: RunningPipeline,
  row: PipelineRow,
): Promise<MergedBatch> {
  const { spec, allowedLateness, maxWindows } = pipeline.windowing;
  const limit = Math.max(1, Math.floor(WINDOWS_AT_ONCE / windowsPerEntry(spec)));
  const now = clock.now();
  // Before the entries: those that moved these times are then among them, or were taken before.
  const times = await timesOf(client, name);
  const entries = await takeEntries(client, name, limit);
  const isFull = entries.length === limit;
  const before = row.watermark?.getTime() ?? null;
  const expiredAt = (before ?? 0) - allowedLateness;
  let merged: Merged = { changed: [], removed: [], added: 0, late: [], refused: [] };
  if (entries.length > 0) {
    const existing = await windowsOf(client, name, entries, spec, new Date(Math.max(expiredAt, 0)));
    const room = Math.max(0, maxWindows - row.windows);
    const merge = pipeline.merge.bind(pipeline);
    merged = mergeEntries(entries, existing, { spec, expiredAt, room, merge });
    await removeWindows(client, name, merged.removed);
    await saveWindows(client, name, merged.changed);
    if (pipeline.tellsLate) await keepLate(client, name, merged.late);
  }
  // What waits may be older: the watermark stays until it is merged.
  const watermark = isFull ? before : nextWatermark(before, times, now.getTime(), pipeline.windowing);
  const expired = await removeExpired(
    client,
    name,
    new Date(Math.max((watermark ?? 0) - allowedLateness, 0)),
    WINDOWS_AT_ONCE,
  );
  const windows = row.windows + merged.added - expired;
  const counts = { late: merged.late.length, refused: merged.refused.length };
  if (watermark !== before || windows !== row.windows || counts.late + counts.refused > 0) {
    const progress = { watermark: watermark === null ? null : new Date(watermark), windows, ...counts };
    await savePipeline(client, name, progress, now);
  }
  return { isFull, ...counts };
}

function windowsPerEntry(spec: WindowSpec): number {
  return windowsAt(spec, 0).length;
}
