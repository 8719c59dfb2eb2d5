import type { FailureReason } from '@edda/event-schemas';
import type { Uuid } from '@edda/kernel';
import type { DownloadResult } from '../domain/download.js';
import type { ImageOptimiser } from '../images/image-optimiser.js';
import type { VirusScanner } from '../scanning/virus-scanner.js';
import type { DownloadSource } from '../source/download-source.js';
import type { SourcePolicy } from '../source/source-policy.js';
import type { StoredDownloads } from '../storage/stored-downloads.js';
import type { PartialFiles } from '../transfer/partial-files.js';
import type { Transfer } from '../transfer/transfer.js';

/** Tells what came of downloads; in the unit of work that ends their saga. */
export interface DownloadRecord {
  completed(downloadId: Uuid, result: DownloadResult): Promise<void>;
  failed(downloadId: Uuid, failure: FailureReason): Promise<void>;
  cancelled(downloadId: Uuid, detail: string): Promise<void>;
}

/** What the steps of a download work with. */
export interface DownloadParts {
  readonly source: Pick<DownloadSource, 'inspect'>;
  readonly policy: Pick<SourcePolicy, 'assertAllowed' | 'assertContent'>;
  readonly transfer: Pick<Transfer, 'fetch'>;
  readonly scanner: VirusScanner;
  readonly optimiser: Pick<ImageOptimiser, 'optimise'>;
  readonly storage: Pick<StoredDownloads, 'store' | 'release'>;
  readonly partials: Pick<PartialFiles, 'pathOf' | 'discard'>;
  readonly record: DownloadRecord;
  /** Most time of one attempt to fetch, in milliseconds. */
  readonly fetchTimeoutMs: number;
}
