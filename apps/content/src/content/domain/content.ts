import {
  ContentProcessingCompleted,
  ContentProcessingStarted,
  ContentRequested,
  ContentUploaded,
  type ContentOrigin,
  type ContentType,
  type FailureReason,
  type ProcessingOptions,
  type ProcessingResults,
} from '@edda/event-schemas';
import { Aggregate } from '@edda/event-store';
import { contentAlreadyUploaded } from './content-errors.js';
import { contentEvolver, newContent, type ContentState } from './content-state.js';

/** What the platform does with a text today; the other options of the schema wait for their engines. */
export const PROCESSING_OPTIONS: ProcessingOptions = {
  extractText: true,
  analyzeSentiment: false,
  extractEntities: false,
  generateSummary: false,
};

export interface Upload {
  source: string;
  fileName: string;
  fileUrl: string;
  fileSize: number;
  mimeType: string;
  contentType: ContentType;
  sha256: string;
  title?: string;
  userId: string | null;
}

export interface Processed {
  status: 'success' | 'partial';
  reason?: FailureReason;
  results: ProcessingResults;
  /** In milliseconds. */
  duration: number;
}

/** A source: requested -> uploaded -> processing -> completed | failed. */
export class Content extends Aggregate<ContentState> {
  static readonly category = 'content';
  static readonly snapshotVersion = 1;

  constructor(id: string) {
    super(id, newContent, contentEvolver);
  }

  /** Asks for the bytes. A content that exists already stays as it is. */
  request(source: string, origin: ContentOrigin, url: string | undefined, now: Date): void {
    if (this.state.status !== 'new') return;
    this.record(ContentRequested, {
      contentId: this.id,
      source,
      origin,
      ...(url && { url }),
      timestamp: now.toISOString(),
    });
  }

  /**
   * Takes the bytes in. The same bytes again change nothing.
   *
   * @throws EddaError `CONTENT.ALREADY_UPLOADED` when other bytes are there, or it has failed already
   */
  upload(upload: Upload, now: Date): void {
    if (this.state.status !== 'new' && this.state.status !== 'requested') {
      if (this.state.sha256 === upload.sha256) return;
      throw contentAlreadyUploaded(this.id, this.state.sha256);
    }
    const { title, ...facts } = upload;
    this.record(ContentUploaded, {
      contentId: this.id,
      ...facts,
      source: this.state.source || upload.source,
      metadata: { ...(title && { title }), tags: [] },
      processingOptions: PROCESSING_OPTIONS,
      timestamp: now.toISOString(),
    });
  }

  /** Once; a start that was interrupted goes on without a second one. */
  startProcessing(now: Date): void {
    if (this.state.status !== 'uploaded') return;
    this.record(ContentProcessingStarted, {
      contentId: this.id,
      processingOptions: PROCESSING_OPTIONS,
      timestamp: now.toISOString(),
    });
  }

  complete({ status, reason, results, duration }: Processed, now: Date): void {
    if (this.isEnded) return;
    this.record(ContentProcessingCompleted, {
      ...this.outcome(duration, now),
      status,
      ...(reason && { reason }),
      results,
    });
  }

  /** Ends it without a text: the bytes never came, or nothing can be read from them. */
  fail(reason: FailureReason, duration: number, now: Date): void {
    if (this.isEnded) return;
    this.record(ContentProcessingCompleted, { ...this.outcome(duration, now), status: 'failed', reason });
  }

  get isEnded(): boolean {
    return this.state.status === 'completed' || this.state.status === 'failed';
  }

  private outcome(duration: number, now: Date) {
    return {
      contentId: this.id,
      userId: this.state.userId,
      processingType: 'text-extraction',
      ...(this.state.sha256 && { sha256: this.state.sha256 }),
      processingDuration: Math.round(duration),
      timestamp: now.toISOString(),
    };
  }
}
