import { readdir } from 'node:fs/promises';
import { examineProcess } from '../process/process-evidence.js';

/**
 * Ends the sessions of a server whose main process was killed. Idle ones notice its end; one in the midst of a long
 * statement does not, and keeps a new server out until it has finished. Only Linux tells which processes they are;
 * elsewhere a start can but wait for them.
 */
export async function endOrphanedSessions(dataDirectory: string): Promise<void> {
  if (process.platform !== 'linux') return;
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name) || (await examineProcess(Number(name), dataDirectory)) !== 'server') continue;
    try {
      process.kill(Number(name), 'SIGKILL');
    } catch {
      // It has ended in the meantime, or belongs to somebody else; the next attempt to start will tell.
    }
  }
}
