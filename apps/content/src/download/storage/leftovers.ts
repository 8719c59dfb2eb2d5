import { UnitOfWork } from '@edda/event-store';
import type { Uuid } from '@edda/kernel';
import { isError } from '@edda/service';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { BlobStore } from '../../blobs/blob-store.js';
import { PartialFiles } from '../transfer/partial-files.js';
import { StoredDownloads } from './stored-downloads.js';

/**
 * Removes at the start what downloads without a file have left: those that somebody ended without compensation, or whose
 * compensation was skipped.
 */
@Injectable()
export class Leftovers implements OnApplicationBootstrap {
  private readonly logger = new Logger(Leftovers.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly partials: PartialFiles,
    private readonly storage: StoredDownloads,
    private readonly blobs: BlobStore,
  ) {}

  onApplicationBootstrap(): void {
    // The start does not wait for it, and does not depend on it.
    void this.remove().catch((error: unknown) =>
      this.logger.warn(
        `What ended downloads have left was not removed: ${isError(error) ? error.message : String(error)}`,
      ),
    );
  }

  async remove(): Promise<void> {
    await this.blobs.tidy();
    const withParts = await this.partials.downloads();
    const ended = await this.query(
      `select download_id from download_views where download_id = any($1) and status <> 'requested'`,
      [withParts],
    );
    for (const downloadId of ended) await this.partials.discard(downloadId);
    const withoutFile = await this.query(
      `select distinct b.download_id from download_blobs b join download_views v using (download_id)
        where v.status in ('failed', 'cancelled')`,
      [],
    );
    for (const downloadId of withoutFile) await this.storage.release(downloadId);
  }

  private async query(sql: string, values: unknown[]): Promise<Uuid[]> {
    const rows = await this.unitOfWork.pool.query<{ download_id: Uuid }>(sql, values);
    return rows.map(({ download_id }) => download_id);
  }
}
