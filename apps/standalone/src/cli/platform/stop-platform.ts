import type { PlatformHandle } from './platform-handle.js';
import { within } from './within.js';
import { reasonOf } from '../terminal/reason-of.js';

/**
 * Stops a platform that was started here; one that was joined is left running.
 * Returns the sentence to print when it did not stop as it should, else nothing.
 */
export async function stopPlatform(handle: PlatformHandle, ms: number): Promise<string | undefined> {
  if (handle.joined) {
    return undefined;
  }
  try {
    const stopped = await within(ms, handle.stop());
    return stopped ? undefined : `The platform did not stop within ${Math.round(ms / 1000)} s; leaving it.`;
  } catch (error) {
    return `The platform did not stop cleanly: ${reasonOf(error)}`;
  }
}
