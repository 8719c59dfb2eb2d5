import type { ScanResult } from '@edda/event-schemas';
import type { StoredBlob } from '../../blobs/blob-store.js';
import type { DownloadKind } from '../domain/download-kind.js';
import type { OptimisedImage } from '../images/optimised-image.js';
import type { SourceMetadata } from '../source/source-metadata.js';
import type { TransferredFile } from '../transfer/transfer.js';

/** What the steps of a download have made so far. Plain JSON: it is kept in events. */
export interface DownloadProgress {
  readonly url: string;
  readonly kind: DownloadKind;
  /** What who asks wants it to be called. */
  readonly fileName: string | null;
  readonly source: SourceMetadata | null;
  readonly file: TransferredFile | null;
  readonly scan: ScanResult | null;
  readonly image: OptimisedImage | null;
  readonly stored: StoredBlob | null;
}

export function newProgress(url: string, kind: DownloadKind, fileName: string | null): DownloadProgress {
  return { url, kind, fileName, source: null, file: null, scan: null, image: null, stored: null };
}
