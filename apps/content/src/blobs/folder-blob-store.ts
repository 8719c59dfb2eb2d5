import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EddaError, newId } from '@edda/kernel';
import { BlobStore, type StoredBlob } from './blob-store.js';
import { missing, unlessMissing } from './missing-file.js';

/** In milliseconds; no upload takes so long without a byte. */
const ABANDONED_AFTER = 24 * 60 * 60 * 1000;
const REFERENCE = /^blob:([a-z]+)\/([0-9a-f]{64})$/;

/** Blobs as files in a folder: `<kind>/<first two hex digits>/<sha256>`. */
export class FolderBlobStore extends BlobStore {
  constructor(private readonly root: string) {
    super();
  }

  async put(kind: string, body: Readable): Promise<StoredBlob> {
    const incoming = join(this.root, 'incoming', newId());
    await mkdir(dirname(incoming), { recursive: true });
    const hash = createHash('sha256');
    let size = 0;
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        size += chunk.length;
        done(null, chunk);
      },
    });
    try {
      await pipeline(body, measure, createWriteStream(incoming, { mode: 0o600, flush: true }));
      const sha256 = hash.digest('hex');
      const path = this.pathOf(kind, sha256);
      await mkdir(dirname(path), { recursive: true });
      await rename(incoming, path);
      await syncFolder(dirname(path));
      return { reference: this.referenceOf(kind, sha256), sha256, size };
    } catch (error) {
      await rm(incoming, { force: true });
      throw error;
    }
  }

  async get(reference: string): Promise<Buffer> {
    try {
      return await readFile(this.pathTo(reference));
    } catch (error) {
      throw missing(error) ? notFound(reference) : error;
    }
  }

  async open(reference: string): Promise<{ size: number; body: Readable }> {
    const path = this.pathTo(reference);
    try {
      const { size } = await stat(path);
      return { size, body: createReadStream(path) };
    } catch (error) {
      throw missing(error) ? notFound(reference) : error;
    }
  }

  referenceOf(kind: string, sha256: string): string {
    return `blob:${kind}/${sha256}`;
  }

  async remove(reference: string): Promise<void> {
    await rm(this.pathTo(reference), { force: true });
  }

  async tidy(): Promise<void> {
    const folder = join(this.root, 'incoming');
    const entries = await readdir(folder, { withFileTypes: true }).catch(unlessMissing([]));
    for (const entry of entries.filter((one) => one.isFile())) {
      const path = join(folder, entry.name);
      const file = await stat(path).catch(unlessMissing(null));
      if (file && Date.now() - file.mtimeMs > ABANDONED_AFTER) await rm(path, { force: true });
    }
  }

  /** @throws EddaError `BLOB.NOT_FOUND` for what is no reference */
  private pathTo(reference: string): string {
    const [, kind, sha256] = REFERENCE.exec(reference) ?? [];
    if (!kind || !sha256) throw notFound(reference);
    return this.pathOf(kind, sha256);
  }

  private pathOf(kind: string, sha256: string): string {
    return join(this.root, kind, sha256.slice(0, 2), sha256);
  }
}

/** Makes a rename durable; Windows cannot open folders and needs no such thing. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function notFound(reference: string): EddaError {
  return new EddaError('not-found', 'BLOB.NOT_FOUND', `The blob store has nothing under ${reference}.`);
}
