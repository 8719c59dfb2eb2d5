import { randomUUID } from 'node:crypto';
import { chmod, copyFile, lstat, mkdir, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../explain-failure.js';
import { binariesIn, type Binaries } from './binaries.js';

/**
 * Copies the binaries to a folder that every account can read, for the case that root installed them under a home
 * that nobody else may enter. The copy belongs to root, is made once per version and is used by all later starts.
 *
 * @param version of the server, part of the folder's name
 * @param parents folders to try, best first
 */
export async function sharedCopy(binaries: Binaries, version: string, parents: readonly string[]): Promise<Binaries> {
  let failure: unknown;
  for (const parent of parents) {
    const target = join(parent, `edda-postgres-${version}-${process.arch}`);
    try {
      if (!(await isOwnFolder(target))) await copyAtomically(binaries.root, target);
      return binariesIn(target);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/** In a folder that everybody may write, such as /var/tmp, somebody else could have put something in this place. */
async function isOwnFolder(path: string): Promise<boolean> {
  try {
    const found = await lstat(path);
    if (found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0) return true;
    throw new Error(`${path} exists, but is not a folder that only the present user may write`);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

async function copyAtomically(source: string, target: string): Promise<void> {
  const unfinished = `${target}.${randomUUID()}`;
  try {
    await copyReadable(source, unfinished);
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await isOwnFolder(target))) throw error;
  }
}

/** Modes are set by hand, because a strict umask would make the copy unreadable again. */
async function copyReadable(source: string, target: string): Promise<void> {
  await mkdir(target);
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)];
    if (entry.isDirectory()) await copyReadable(from, to);
    else if (entry.isSymbolicLink()) await symlink(await readlink(from), to);
    // Archives to link other programs against take a tenth of the space and serve no server.
    else if (!entry.name.endsWith('.a')) {
      await copyFile(from, to);
      await chmod(to, ((await lstat(from)).mode & 0o100) === 0 ? 0o644 : 0o755);
    }
  }
  await chmod(target, 0o755);
}
