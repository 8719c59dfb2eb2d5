import type { PlatformHandle, OpenPlatform, OpenPlatformOptions } from './platform-handle.js';
import { stopPlatform } from './stop-platform.js';
import { within } from './within.js';

export interface WithPlatformOptions {
  readonly open: OpenPlatform;
  readonly options: OpenPlatformOptions;
  readonly signal: AbortSignal;
  /** How long stopping may take. */
  readonly stopMs: number;
  /** Told when it did not stop as it should. */
  readonly onProblem: (line: string) => void;
}

/**
 * Runs `work` against a platform, which is stopped afterwards if it was started for this; also when it is still starting
 * at the time of a Ctrl-C.
 * @throws the abort reason, what opening the platform throws, what `work` throws
 */
export async function withPlatform<T>(
  { open, options, signal, stopMs, onProblem }: WithPlatformOptions,
  work: (platform: PlatformHandle) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const opening = open(options);
  const stop = async (handle: PlatformHandle): Promise<void> => {
    const problem = await stopPlatform(handle, stopMs);
    if (problem !== undefined) {
      onProblem(problem);
    }
  };
  const platform = await Promise.race([opening, aborted(signal)]).catch(async (error: unknown) => {
    if (signal.aborted) {
      await within(
        stopMs,
        opening.then(stop, () => undefined),
      );
    }
    throw error;
  });
  try {
    return await work(platform);
  } finally {
    await stop(platform);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
