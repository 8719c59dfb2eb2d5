import {
  FileDownloadCompleted,
  FileDownloadFailed,
  FileDownloadRequested,
  ImageDownloadCompleted,
  ImageDownloadFailed,
  ImageDownloadRequested,
  type FailureReason,
} from '@edda/event-schemas';
import { Evolver } from '@edda/event-store';
import type { DownloadKind } from './download-kind.js';

/** The code of a download that somebody called off. */
export const CANCELLED = 'DOWNLOAD.CANCELLED';

export type DownloadStatus = 'new' | 'requested' | 'completed' | 'failed' | 'cancelled';

export interface DownloadState {
  status: DownloadStatus;
  kind: DownloadKind;
  url: string;
  fileName: string | null;
  /** ISO 8601. */
  requestedAt: string;
}

export const newDownload: DownloadState = { status: 'new', kind: 'file', url: '', fileName: null, requestedAt: '' };

export const downloadEvolver = new Evolver<DownloadState>()
  .on(ImageDownloadRequested, (_, { imageUrl, fileName, timestamp }) =>
    requested('image', imageUrl, fileName, timestamp),
  )
  .on(FileDownloadRequested, (_, { fileUrl, fileName, timestamp }) => requested('file', fileUrl, fileName, timestamp))
  .on(ImageDownloadCompleted, (state) => ({ ...state, status: 'completed' }))
  .on(FileDownloadCompleted, (state) => ({ ...state, status: 'completed' }))
  .on(ImageDownloadFailed, (state, { error }) => ({ ...state, status: statusOf(error) }))
  .on(FileDownloadFailed, (state, { error }) => ({ ...state, status: statusOf(error) }));

/** What a download that ended without a file is called. */
export function statusOf({ code }: FailureReason): 'failed' | 'cancelled' {
  return code === CANCELLED ? 'cancelled' : 'failed';
}

function requested(kind: DownloadKind, url: string, fileName: string | undefined, requestedAt: string): DownloadState {
  return { status: 'requested', kind, url, fileName: fileName ?? null, requestedAt };
}
