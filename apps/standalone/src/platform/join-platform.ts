import { pause } from '@edda/kernel';
import { StartupError } from '@edda/service';
import type { DataFolder } from './data-folder.js';
import { currentHolder } from './folder-hold.js';

const START_PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 200;

/**
 * The address of the platform that holds a folder; one that is starting is waited for. Null when nobody holds it.
 *
 * @throws StartupError when the holder does not get ready
 */
export async function addressOfHolder(folder: DataFolder): Promise<string | null> {
  for (const deadline = Date.now() + START_PATIENCE_MS; ; await pause(LOOK_EVERY_MS)) {
    const holder = await currentHolder(folder);
    if (!holder) return null;
    if (holder.url && (await answers(holder.url))) return holder.url;
    if (Date.now() < deadline) continue;
    throw new StartupError(
      `Process ${holder.pid} holds the data folder ${folder.path} but does not answer. Stop it, or give another folder with --data.`,
    );
  }
}

/** Whether an Edda gateway answers there. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(new URL('/health/live', url), { signal: AbortSignal.timeout(5000) });
    return response.ok;
  } catch {
    return false;
  }
}
