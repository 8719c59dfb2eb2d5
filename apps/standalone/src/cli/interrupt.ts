import { ExitCode } from './exit-code.js';

/** The part of `process` that signals arrive at. */
export interface SignalSource {
  readonly platform: string;
  on(signal: string, listener: () => void): unknown;
  removeListener(signal: string, listener: () => void): unknown;
  exit(code: number): void;
}

/**
 * One Ctrl-C in a terminal arrives twice below `npm run`: from the terminal and, milliseconds later, passed on by npm.
 * Within this time they count as one.
 */
const SAME_KEY_MS = 500;

/**
 * Turns the first SIGINT, SIGTERM or SIGHUP (on Windows SIGBREAK too) into an abort, so that a command can stop cleanly;
 * a second one ends the process at once with 130.
 * @returns the signal for `CommandDeps.signal`, and `release` which takes the listeners away again
 */
export function interruptSignal(
  source: SignalSource,
  now: () => number = () => performance.now(),
): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  let first: number | undefined;
  const listener = (): void => {
    const time = now();
    if (first === undefined) {
      first = time;
      controller.abort();
    } else if (time - first >= SAME_KEY_MS) {
      source.exit(ExitCode.interrupted);
    }
  };
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP', ...(source.platform === 'win32' ? ['SIGBREAK'] : [])];
  names.forEach((name) => source.on(name, listener));
  return { signal: controller.signal, release: () => names.forEach((name) => source.removeListener(name, listener)) };
}
