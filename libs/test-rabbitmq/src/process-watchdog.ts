import { spawn } from 'node:child_process';

export interface ProcessWatchdog {
  /** Kills this process group as well when the end comes. */
  watch(group: number): void;
  /** To be called when the processes have ended and the folder is gone. */
  dismiss(): void;
}

/**
 * Reads the numbers of process groups from its standard input until that ends, which comes with the end of this process,
 * by a `kill -9` too; then kills them and removes the folder ($1). The last line `done` says that nothing is left to do.
 */
const SCRIPT = `
groups=
while read -r group; do
  [ "$group" = done ] && exit 0
  groups="$groups $group"
done
for group in $groups; do kill -KILL "-$group" 2>/dev/null; done
for second in 1 2 3 4 5; do
  rm -rf "$1" 2>/dev/null
  [ -e "$1" ] || exit 0
  sleep 1
done
`;

/** Sees to it that the processes and the folder of a throw-away server do not outlive this process, whatever ends it. */
export function startWatchdog(folder: string): ProcessWatchdog {
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
  return {
    watch: (group) => void watchdog.stdin.write(`${group}\n`),
    dismiss: () => void watchdog.stdin.end('done\n'),
  };
}
