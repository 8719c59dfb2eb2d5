import type { FileHandle } from 'node:fs/promises';
import { downloadFailure } from '../domain/download-failures.js';
import type { TransferProgress } from './transfer-progress.js';

/** A file that is being fetched, open for writing. */
export class PartialFile {
  constructor(
    readonly name: string,
    private readonly handle: FileHandle,
    private at: TransferProgress,
  ) {}

  get progress(): TransferProgress {
    return this.at;
  }

  /** @throws EddaError `DOWNLOAD.STORAGE_FAILED` */
  async append(chunk: Buffer): Promise<void> {
    await this.onDisk(async () => {
      for (let written = 0; written < chunk.length;) {
        const place = this.at.bytes + written;
        written += (await this.handle.write(chunk, written, chunk.length - written, place)).bytesWritten;
      }
    });
    this.at = { ...this.at, bytes: this.at.bytes + chunk.length };
  }

  /** What is reported as fetched must outlast the machine, not only the process. */
  async sync(): Promise<TransferProgress> {
    const written = this.at;
    await this.onDisk(() => this.handle.datasync());
    return written;
  }

  /** Cuts off what an attempt before may have left behind the end. */
  async finish(): Promise<void> {
    await this.onDisk(async () => {
      await this.handle.truncate(this.at.bytes);
      await this.handle.sync();
    });
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  private async onDisk(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw downloadFailure(
        'DOWNLOAD.STORAGE_FAILED',
        `The file cannot be written: ${(error as Error).message}`,
        error,
      );
    }
  }
}
