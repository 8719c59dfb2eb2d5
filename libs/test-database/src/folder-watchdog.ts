import { spawn } from 'node:child_process';

export interface FolderWatchdog {
  /** To be called when the folder is gone and nothing is left to watch. */
  dismiss(): void;
}

/**
 * Waits for the end of its standard input, which comes with the end of this process, by a `kill -9` too; then ends the
 * server in the folder ($1) at once, without a checkpoint, and removes the folder.
 */
const SCRIPT = `
cat >/dev/null
pid=$(head -n 1 "$1/cluster/data/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid" 2>/dev/null
for second in 1 2 3 4 5; do
  rm -rf "$1" 2>/dev/null
  [ -e "$1" ] || exit 0
  sleep 1
done
`;

/**
 * Sees to it that the folder of a throw-away server does not outlive this process, whatever ends it. On Windows, which
 * has no shell for it, a process that is killed leaves the folder behind.
 */
export function watchFolder(folder: string): FolderWatchdog {
  if (process.platform === 'win32') return { dismiss: () => undefined };
  const watchdog = spawn('/bin/sh', ['-c', SCRIPT, 'edda-test-watchdog', folder], {
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
