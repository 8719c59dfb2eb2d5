import {
  FileDownloadCompleted,
  FileDownloadFailed,
  FileDownloadRequested,
  ImageDownloadCompleted,
  ImageDownloadFailed,
  ImageDownloadRequested,
  type FailureReason,
  type ScanResult,
} from '@edda/event-schemas';
import { Aggregate } from '@edda/event-store';
import { isRetryable } from './download-failures.js';
import type { DownloadKind } from './download-kind.js';
import { CANCELLED, downloadEvolver, newDownload, type DownloadState } from './download-state.js';

export interface DownloadRequest {
  url: string;
  kind: DownloadKind;
  fileName?: string;
  /** Of who asks; goes into the event as it is. */
  metadata?: Record<string, unknown>;
  userId: string | null;
}

/** What is stored in the end. */
export interface DownloadResult {
  filePath: string;
  fileName: string;
  fileSize: number;
  mimeType: string;
  sha256: string;
  scan: ScanResult;
  /** Of an image, in pixels. */
  image: { width: number; height: number; optimised: boolean } | null;
}

/** What was asked for and what came of it: requested -> completed | failed | cancelled. How it comes about is the saga's. */
export class Download extends Aggregate<DownloadState> {
  static readonly category = 'download';
  static readonly snapshotVersion = 1;

  constructor(id: string) {
    super(id, newDownload, downloadEvolver);
  }

  /** Once; a repetition changes nothing. */
  request({ url, kind, fileName, metadata, userId }: DownloadRequest, now: Date): void {
    if (this.state.status !== 'new') return;
    const facts = {
      downloadId: this.id,
      ...(fileName && { fileName }),
      ...(metadata && { metadata }),
      userId,
      timestamp: now.toISOString(),
    };
    if (kind === 'image') this.record(ImageDownloadRequested, { ...facts, imageUrl: url });
    else this.record(FileDownloadRequested, { ...facts, fileUrl: url });
  }

  complete({ image, ...file }: DownloadResult, now: Date): void {
    if (this.state.status !== 'requested') return;
    const { url, kind, requestedAt } = this.state;
    const facts = {
      downloadId: this.id,
      ...file,
      downloadTime: Math.max(0, now.getTime() - Date.parse(requestedAt)),
      timestamp: now.toISOString(),
    };
    if (kind === 'file') return this.record(FileDownloadCompleted, { ...facts, fileUrl: url });
    if (!image) throw new Error(`The image of download ${this.id} was not measured.`);
    this.record(ImageDownloadCompleted, { ...facts, ...image, imageUrl: url });
  }

  /** Ends it without a file. */
  fail(error: FailureReason, now: Date): void {
    if (this.state.status !== 'requested') return;
    const { url, kind } = this.state;
    const facts = {
      downloadId: this.id,
      error,
      retryable: isRetryable(error.code),
      timestamp: now.toISOString(),
    };
    if (kind === 'image') this.record(ImageDownloadFailed, { ...facts, imageUrl: url });
    else this.record(FileDownloadFailed, { ...facts, fileUrl: url });
  }

  cancel(detail: string, now: Date): void {
    this.fail({ code: CANCELLED, detail }, now);
  }
}
