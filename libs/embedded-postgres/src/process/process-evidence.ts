import { readFile, stat } from 'node:fs/promises';
import { errorCode } from '../explain-failure.js';
import { runProgram } from './run-program.js';

/**
 * What can be found out about the process that a `postmaster.pid` names:
 * `gone` - no such process; `server` - the PostgreSQL server of this data directory; `other` - something else, because
 * the number was given away again (after a reboot, or in a restarted container), or what is left of a process that
 * ended and was not waited for; `unknown` - it cannot be told.
 */
export type ProcessEvidence = 'gone' | 'server' | 'other' | 'unknown';

export async function examineProcess(pid: number, dataDirectory: string): Promise<ProcessEvidence> {
  if (!exists(pid)) return 'gone';
  if (process.platform === 'linux') return examineOnLinux(pid, dataDirectory);
  if (process.platform === 'win32') return 'unknown';
  const { code, output } = await runProgram('ps', ['-o', 'comm=', '-p', String(pid)]);
  if (code !== 0) return exists(pid) ? 'unknown' : 'gone';
  return /(^|\/)postgres$/.test(output.trim()) ? 'unknown' : 'other';
}

/** Whether the process is still at work; one that ended and waits for its parent to notice is not. */
export async function isRunning(pid: number): Promise<boolean> {
  if (!exists(pid)) return false;
  if (process.platform !== 'linux') return true;
  const status = await readStatus(pid);
  return status !== undefined && !status.ended;
}

/** A PostgreSQL server works in its data directory; the directory is compared by identity, so it may have been moved. */
async function examineOnLinux(pid: number, dataDirectory: string): Promise<ProcessEvidence> {
  const status = await readStatus(pid);
  if (!status) return 'gone';
  if (status.ended || status.name !== 'postgres') return 'other';
  try {
    const [its, ours] = await Promise.all([stat(`/proc/${pid}/cwd`), stat(dataDirectory)]);
    return its.dev === ours.dev && its.ino === ours.ino ? 'server' : 'other';
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'gone' : 'unknown';
  }
}

async function readStatus(pid: number): Promise<{ name: string; ended: boolean } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // `pid (name) state ...`; the name may itself hold spaces and brackets.
  const match = /^\d+ \((.*)\) (\S)/s.exec(text);
  return match?.[1] === undefined ? undefined : { name: match[1], ended: match[2] === 'Z' || match[2] === 'X' };
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
