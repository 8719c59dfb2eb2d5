import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../explain-failure.js';

/** What a server writes about itself into `postmaster.pid`, the lock on its data directory. */
export interface PostmasterFile {
  /** 0 when the file is empty or damaged, as after a full disk. */
  pid: number;
  /** 0 as long as the server has not told it. */
  port: number;
  /** Whether the server says that it accepts connections. */
  ready: boolean;
  /** The file as it was read. */
  text: string;
}

// Line numbers of the file, from 0: see src/include/utils/pidfile.h of PostgreSQL.
const [PID_LINE, PORT_LINE, STATUS_LINE] = [0, 3, 7];

/** Reads the lock of a data directory; undefined when there is none. */
export async function readPostmasterFile(dataDirectory: string): Promise<PostmasterFile | undefined> {
  try {
    return parsePostmasterFile(await readFile(pathIn(dataDirectory), 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

export function parsePostmasterFile(text: string): PostmasterFile {
  const lines = text.split('\n');
  const number = (line: number): number => {
    // The number is negative while a standalone backend, not a server, holds the directory.
    const value = Math.abs(Number.parseInt(lines[line] ?? '', 10));
    return Number.isSafeInteger(value) ? value : 0;
  };
  return { pid: number(PID_LINE), port: number(PORT_LINE), ready: lines[STATUS_LINE]?.trim() === 'ready', text };
}

/** Removes a lock whose server is gone; one that has been written anew in the meantime stays. */
export async function removePostmasterFile(dataDirectory: string, stale: PostmasterFile): Promise<void> {
  const present = await readPostmasterFile(dataDirectory);
  if (present?.text === stale.text) await rm(pathIn(dataDirectory), { force: true });
}

function pathIn(dataDirectory: string): string {
  return join(dataDirectory, 'postmaster.pid');
}
