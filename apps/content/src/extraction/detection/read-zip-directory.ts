import { Buffer } from 'node:buffer';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';

export interface ZipDirectory {
  /** Names of the entries; at most `maximumEntries` of them. */
  readonly names: ReadonlySet<string>;
  /** As the container declares it, which may be more than were listed. */
  readonly entryCount: number;
  /** Sum of the declared unpacked sizes, in bytes. */
  readonly unpackedBytes: number;
  readonly encrypted: boolean;
}

/**
 * Reads a zip's central directory without unpacking anything.
 *
 * @throws Error when the bytes are no readable zip container
 */
export async function readZipDirectory(bytes: Uint8Array, maximumEntries: number): Promise<ZipDirectory> {
  const zip = await openZip(bytes);
  const names = new Set<string>();
  let unpackedBytes = 0;
  let encrypted = false;
  let listed = 0;
  return new Promise((resolve, reject) => {
    const finish = () => resolve({ names, entryCount: zip.entryCount, unpackedBytes, encrypted });
    zip.on('error', reject);
    zip.on('end', finish);
    zip.on('entry', (entry: Entry) => {
      names.add(entry.fileName);
      unpackedBytes += entry.uncompressedSize;
      encrypted ||= (entry.generalPurposeBitFlag & 1) === 1;
      if (++listed >= maximumEntries) finish();
      else zip.readEntry();
    });
    zip.readEntry();
  });
}

function openZip(bytes: Uint8Array): Promise<ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return new Promise((resolve, reject) => {
    fromBuffer(buffer, { lazyEntries: true }, (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}
