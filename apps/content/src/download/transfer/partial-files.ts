import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { isUuid, newId, type Uuid } from '@edda/kernel';
import { unlessMissing } from '../../blobs/missing-file.js';

/**
 * Files of downloads that are under way, a folder for each download; nothing reads them but its own steps. A part of a file
 * that can be gone on with is named after the validator of the file it is a part of: parts of different states of a file
 * never meet, and two processes that take each other for dead write the same bytes to the same places.
 */
export class PartialFiles {
  /** @param root on the same disk for every instance of the service */
  constructor(private readonly root: string) {}

  nameFor(validator: string | null): string {
    return validator === null ? newId() : createHash('sha256').update(validator).digest('hex').slice(0, 32);
  }

  pathOf(downloadId: Uuid, name: string): string {
    if (!isUuid(downloadId)) throw new Error(`"${downloadId}" is no id of a download.`);
    return join(this.root, downloadId, name);
  }

  /** Opens a file for reading and writing at any place; it is made when it is not there. */
  async open(downloadId: Uuid, name: string): Promise<FileHandle> {
    const path = this.pathOf(downloadId, name);
    await mkdir(join(this.root, downloadId), { recursive: true });
    const made = await open(path, 'wx+', 0o600).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return null;
      throw error;
    });
    return made ?? open(path, 'r+');
  }

  /** In bytes; 0 when it is not there. */
  async sizeOf(downloadId: Uuid, name: string): Promise<number> {
    const file = await stat(this.pathOf(downloadId, name)).catch(unlessMissing(null));
    return file?.size ?? 0;
  }

  /** The downloads that have any. */
  async downloads(): Promise<Uuid[]> {
    return (await readdir(this.root).catch(unlessMissing([]))).filter(isUuid);
  }

  /** Removes all of a download, or all but one file. */
  async discard(downloadId: Uuid, except?: string): Promise<void> {
    if (except === undefined) {
      await rm(this.pathOf(downloadId, ''), { recursive: true, force: true });
      return;
    }
    const names = await readdir(this.pathOf(downloadId, '')).catch(unlessMissing([]));
    for (const name of names) if (name !== except) await rm(this.pathOf(downloadId, name), { force: true });
  }
}
