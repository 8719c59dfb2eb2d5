import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { UnitOfWork } from '@edda/event-store';
import type { Uuid } from '@edda/kernel';
import { Injectable } from '@nestjs/common';
import { BlobStore, type StoredBlob } from '../../blobs/blob-store.js';

const KIND = 'downloads';

/**
 * The files of finished downloads. Two downloads of the same bytes share one blob, so each claims it before it is written,
 * and it goes only when nobody claims it any more.
 */
@Injectable()
export class StoredDownloads {
  constructor(
    private readonly blobs: BlobStore,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Stores a file under what it holds; again changes nothing. */
  async store(downloadId: Uuid, path: string, signal: AbortSignal): Promise<StoredBlob> {
    const reference = this.blobs.referenceOf(KIND, await sha256Of(path, signal));
    await this.claim(reference, downloadId);
    return this.blobs.put(KIND, createReadStream(path, { signal }));
  }

  /** Gives up what a download has stored. */
  async release(downloadId: Uuid): Promise<void> {
    await this.unitOfWork.run(async () => {
      const manager = await this.unitOfWork.manager();
      const claims = await manager.query<{ reference: string }[]>(
        'select reference from download_blobs where download_id = $1 order by reference',
        [downloadId],
      );
      for (const { reference } of claims) {
        await this.lock(reference);
        await manager.query('delete from download_blobs where reference = $1 and download_id = $2', [
          reference,
          downloadId,
        ]);
        const others = await manager.query<unknown[]>('select from download_blobs where reference = $1 limit 1', [
          reference,
        ]);
        // Under the lock: who claims it now writes it after it is gone.
        if (others.length === 0) await this.blobs.remove(reference);
      }
    });
  }

  /** Committed before the blob is written, so that whoever releases it meanwhile sees the claim. */
  private async claim(reference: string, downloadId: Uuid): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.lock(reference);
      const manager = await this.unitOfWork.manager();
      await manager.query(
        'insert into download_blobs (reference, download_id) values ($1, $2) on conflict do nothing',
        [reference, downloadId],
      );
    });
  }

  private async lock(reference: string): Promise<void> {
    const manager = await this.unitOfWork.manager();
    await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [reference]);
  }
}

async function sha256Of(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash, { signal });
  return hash.digest('hex');
}
