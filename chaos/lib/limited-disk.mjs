import { execFile } from 'node:child_process';
import { openSync, writeSync, closeSync } from 'node:fs';
import { mkdtemp, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MIB = 1024 * 1024;

/**
 * A disk of so many MiB, in memory. Null where none can be made, which takes Linux and the right to mount.
 *
 * @param {number} megabytes
 */
export async function limitedDisk(megabytes) {
  const folder = await mkdtemp(join(tmpdir(), 'edda-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=1777`, 'tmpfs', folder]);
  } catch {
    await rmdir(folder);
    return null;
  }
  const ballast = join(folder, 'ballast');
  return {
    folder,
    /** Leaves not a byte free. */
    fill() {
      const file = openSync(ballast, 'a');
      const block = Buffer.alloc(MIB, 1);
      try {
        for (let size = MIB; size >= 512;) {
          try {
            if (writeSync(file, block, 0, size) < size) size = Math.floor(size / 2);
          } catch (error) {
            if (error.code !== 'ENOSPC') throw error;
            size = Math.floor(size / 2);
          }
        }
      } finally {
        closeSync(file);
      }
    },
    free: () => rm(ballast, { force: true }),
    async remove() {
      await run('umount', ['-l', folder]).catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
