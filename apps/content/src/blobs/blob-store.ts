import type { Readable } from 'node:stream';

/** What is known of a stored body. */
export interface StoredBlob {
  /** Names the blob in its store; goes into events. */
  reference: string;
  sha256: string;
  /** In bytes. */
  size: number;
}

/**
 * Where bytes and texts live. Blobs are named by what they hold, so storing the same again changes nothing and a stored
 * blob never changes.
 */
export abstract class BlobStore {
  /** Stores a stream durably; nothing is visible before all of it is there. */
  abstract put(kind: string, body: Readable): Promise<StoredBlob>;
  /** @throws EddaError `BLOB.NOT_FOUND` */
  abstract get(reference: string): Promise<Buffer>;
}
