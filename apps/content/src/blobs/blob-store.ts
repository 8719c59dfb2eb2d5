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
  /**
   * For bodies that are too large to be held in memory.
   *
   * @throws EddaError `BLOB.NOT_FOUND`
   */
  abstract open(reference: string): Promise<{ size: number; body: Readable }>;
  /** What a body would be, or is, stored as. */
  abstract referenceOf(kind: string, sha256: string): string;
  /** One that is not there is no error. */
  abstract remove(reference: string): Promise<void>;
  /** Removes what was left of bodies whose process died while they were stored, more than a day ago. */
  abstract tidy(): Promise<void>;
}
