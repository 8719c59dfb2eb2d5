import type { FailureReason } from '@edda/event-schemas';
import { SAGAS, type Sagas } from '@edda/sagas';
import type { Uuid } from '@edda/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { ContentConfig } from '../../content.config.js';
import { GuardedClient } from '../../fetching/guarded-client.js';
import type { DownloadResult } from '../domain/download.js';
import { DownloadRepository } from '../download.repository.js';
import { ImageOptimiser } from '../images/image-optimiser.js';
import { VirusScanner } from '../scanning/virus-scanner.js';
import { DownloadSource } from '../source/download-source.js';
import { SourcePolicy } from '../source/source-policy.js';
import { StoredDownloads } from '../storage/stored-downloads.js';
import { PartialFiles } from '../transfer/partial-files.js';
import { Transfer } from '../transfer/transfer.js';
import type { DownloadRecord } from './download-parts.js';
import { downloadSaga } from './download.saga.js';

/** Registers the saga of downloads, made of what the service is configured with. */
@Injectable()
export class DownloadSagas implements DownloadRecord {
  constructor(
    config: ContentConfig,
    scanner: VirusScanner,
    storage: StoredDownloads,
    partials: PartialFiles,
    private readonly downloads: DownloadRepository,
    @Inject(SAGAS) sagas: Sagas,
  ) {
    const { maxDownloadBytes, downloadTypes, downloadTimeoutMs, downloadIdleMs, imageMaxPixels, imageMaxEdge } = config;
    const client = new GuardedClient({ allow: config.fetchAllow, idleTimeoutMs: downloadIdleMs });
    const source = new DownloadSource(client);
    sagas.register(
      downloadSaga({
        source,
        policy: new SourcePolicy(maxDownloadBytes, downloadTypes),
        transfer: new Transfer(source, partials, maxDownloadBytes),
        scanner,
        optimiser: new ImageOptimiser(partials, { maxPixels: imageMaxPixels, maxEdge: imageMaxEdge }),
        storage,
        partials,
        record: this,
        fetchTimeoutMs: downloadTimeoutMs,
      }),
    );
  }

  async completed(downloadId: Uuid, result: DownloadResult): Promise<void> {
    await this.downloads.change(downloadId, (download) => download.complete(result, new Date()));
  }

  async failed(downloadId: Uuid, failure: FailureReason): Promise<void> {
    await this.downloads.change(downloadId, (download) => download.fail(failure, new Date()));
  }

  async cancelled(downloadId: Uuid, detail: string): Promise<void> {
    await this.downloads.change(downloadId, (download) => download.cancel(detail, new Date()));
  }
}
