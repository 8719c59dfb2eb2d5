import { open, rename, stat, type FileHandle } from 'node:fs/promises';
import type { Account } from '../run-as/account.js';

const MAX_BYTES = 4 * 1024 * 1024;
/** More than anybody reads, and less than hurts. */
const TAIL_BYTES = 64 * 1024;

/** Opens the server's log at its end; a long one is put aside first, as `server.log.1`. */
export async function openServerLog(path: string, owner?: Account): Promise<FileHandle> {
  if ((await sizeOf(path)) > MAX_BYTES) await rename(path, `${path}.1`);
  const log = await open(path, 'a', 0o600);
  // Root starts a server over somebody's data: he shall be able to go on alone.
  if (owner) await log.chown(owner.uid, owner.gid);
  return log;
}

/** What was written to the log since it was `start` bytes long. */
export async function readServerLog(path: string, start = 0): Promise<string> {
  const log = await open(path, 'r').catch(() => undefined);
  if (!log) return '';
  try {
    const { size } = await log.stat();
    const from = Math.max(start, size - TAIL_BYTES);
    const { buffer, bytesRead } = await log.read(Buffer.alloc(Math.max(0, size - from)), 0, null, from);
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await log.close();
  }
}

/** Size in bytes; 0 when there is no such file. */
export async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}
