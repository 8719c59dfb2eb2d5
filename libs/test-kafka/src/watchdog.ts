import { spawn } from 'node:child_process';

export interface Watchdog {
  /** To be called when there is nothing left to watch. */
  dismiss(): void;
}

/**
 * Waits for the end of its standard input, which comes with the end of this process, by a `kill -9` too; then ends the
 * server whose number is in the file ($1) and removes the folder ($2), where one is given.
 */
const SCRIPT = `
cat >/dev/null
pid=$(cat "$1" 2>/dev/null) && kill -9 "$pid" 2>/dev/null
[ -n "$2" ] || exit 0
for second in 1 2 3 4 5; do
  rm -rf "$2" 2>/dev/null
  [ -e "$2" ] || exit 0
  sleep 1
done
`;

/**
 * Sees to it that the server does not outlive this process, whatever ends it. On Windows, which has no shell for it, a
 * process that is killed leaves its server behind.
 *
 * @param folder to be removed then
 */
export function watchServer(pidFile: string, folder = ''): Watchdog {
  if (process.platform === 'win32') return { dismiss: () => undefined };
  const watchdog = spawn('/bin/sh', ['-c', SCRIPT, 'edda-kafka-watchdog', pidFile, folder], {
    // Out of reach of a Ctrl-C, which ends the process it watches.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: '/usr/bin:/bin' },
  });
  watchdog.on('error', () => undefined);
  watchdog.stdin.on('error', () => undefined);
  watchdog.unref();
  // A pipe counts as work to be waited for unless told otherwise.
  (watchdog.stdin as typeof watchdog.stdin & { unref?(): void }).unref?.();
  return { dismiss: () => watchdog.stdin.end() };
}
