import type { Uuid } from '@edda/kernel';
import { downloadFailure } from '../domain/download-failures.js';
import { PartialFile } from './partial-file.js';
import type { PartialFiles } from './partial-files.js';
import { transferProgressOf, type TransferProgress } from './transfer-progress.js';

/** The beginning of a file that can be gone on with. */
export interface ResumablePart extends TransferProgress {
  readonly validator: string;
}

/** What was reported and is still there; null when a fetch has to begin at the beginning. */
export async function resumablePart(
  partials: PartialFiles,
  downloadId: Uuid,
  reported: unknown,
): Promise<ResumablePart | null> {
  const progress = transferProgressOf(reported);
  if (!progress?.validator) return null;
  const { validator, total } = progress;
  const size = await partials.sizeOf(downloadId, partials.nameFor(validator));
  // Behind what was reported there may be bytes that never reached the disk.
  const bytes = Math.min(size, progress.bytes);
  return bytes > 0 ? { bytes, total, validator } : null;
}

/** @throws EddaError `DOWNLOAD.STORAGE_FAILED` */
export async function openPartialFile(
  partials: PartialFiles,
  downloadId: Uuid,
  progress: TransferProgress,
): Promise<PartialFile> {
  const name = partials.nameFor(progress.validator);
  try {
    if (progress.bytes === 0) await partials.discard(downloadId, name);
    return new PartialFile(name, await partials.open(downloadId, name), progress);
  } catch (error) {
    throw downloadFailure('DOWNLOAD.STORAGE_FAILED', `The file cannot be opened: ${(error as Error).message}`, error);
  }
}
