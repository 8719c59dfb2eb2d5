import type { SagaStatus } from '@edda/sagas';
import type { DownloadView } from '../projections/download-view.entity.js';
import type { TransferProgress } from '../transfer/transfer-progress.js';

/** A download and where it stands now. */
export interface DownloadStanding {
  readonly view: DownloadView;
  /** Null for one that has ended. */
  readonly saga: { readonly status: SagaStatus; readonly step: string | null } | null;
  /** Of the fetch; null before it has begun, and when the download has ended. */
  readonly progress: TransferProgress | null;
}
