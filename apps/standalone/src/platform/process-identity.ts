import { readFile } from 'node:fs/promises';

/**
 * What tells a process from a later one with the same number: the boot and the start time since then. Null where the
 * system does not say (no /proc); the number alone must do there.
 */
export async function processIdentity(pid: number): Promise<string | null> {
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // Field 22, counted behind the name, which may hold blanks and brackets (proc(5)).
    const startTime = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${boot.trim()}/${startTime}`;
  } catch {
    return null;
  }
}

export async function isRunning(pid: number, identity: string | null): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is one we may not signal.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return identity === null || (await processIdentity(pid)) === identity;
}
