import {
  ContentProcessingCompleted,
  ContentProcessingStarted,
  ContentRequested,
  ContentUploaded,
  message,
} from '@edda/event-schemas';
import { given } from '@edda/event-store/testing';
import { describe, it } from '@jest/globals';
import { Content, PROCESSING_OPTIONS, type Upload } from './content.js';

const contentId = '0190a000-0000-7000-8000-000000000001';
const now = new Date('2026-01-02T03:04:05.000Z');
const timestamp = now.toISOString();
const content = () => new Content(contentId);

const upload: Upload = {
  source: 'a.md',
  fileName: 'a.md',
  fileUrl: 'blob:uploads/1',
  fileSize: 3,
  mimeType: 'text/markdown',
  contentType: 'text',
  sha256: 'a'.repeat(64),
  userId: null,
};
const requested = message(ContentRequested, { contentId, source: 'docs/a.md', origin: 'upload', timestamp });
const uploaded = message(ContentUploaded, {
  contentId,
  ...upload,
  source: 'docs/a.md',
  metadata: { tags: [] },
  processingOptions: PROCESSING_OPTIONS,
  timestamp,
});
const started = message(ContentProcessingStarted, { contentId, processingOptions: PROCESSING_OPTIONS, timestamp });
const failed = message(ContentProcessingCompleted, {
  contentId,
  userId: null,
  processingType: 'text-extraction',
  sha256: upload.sha256,
  processingDuration: 5,
  timestamp,
  status: 'failed',
  reason: { code: 'ENCRYPTED', detail: 'It needs a password.' },
});

describe('a content', () => {
  it('asks for its bytes', () => {
    given(content())
      .when((it) => it.request('docs/a.md', 'upload', undefined, now))
      .then(requested);
  });

  it('asks once', () => {
    given(content(), requested)
      .when((it) => it.request('docs/a.md', 'upload', undefined, now))
      .thenNothing();
  });

  it('takes the bytes in under the name it was requested by', () => {
    given(content(), requested)
      .when((it) => it.upload(upload, now))
      .then(uploaded);
  });

  it('takes the same bytes a second time for a repetition', () => {
    given(content(), requested, uploaded)
      .when((it) => it.upload(upload, now))
      .thenNothing();
  });

  it('refuses other bytes than those it has', () => {
    given(content(), requested, uploaded)
      .when((it) => it.upload({ ...upload, sha256: 'b'.repeat(64) }, now))
      .thenRefused('CONTENT.ALREADY_UPLOADED');
  });

  it('refuses bytes after it has failed', () => {
    const gone = message(ContentProcessingCompleted, {
      contentId,
      userId: null,
      processingType: 'text-extraction',
      processingDuration: 0,
      timestamp,
      status: 'failed',
      reason: { code: 'UNAVAILABLE', detail: 'The file has vanished.' },
    });
    given(content(), requested, gone)
      .when((it) => it.upload(upload, now))
      .thenRefused('CONTENT.ALREADY_UPLOADED');
  });

  it('starts processing once', () => {
    given(content(), uploaded)
      .when((it) => it.startProcessing(now))
      .then(started);
    given(content(), uploaded, started)
      .when((it) => it.startProcessing(now))
      .thenNothing();
  });

  it('fails with the reason', () => {
    given(content(), uploaded, started)
      .when((it) => it.fail({ code: 'ENCRYPTED', detail: 'It needs a password.' }, 5.2, now))
      .then(failed);
  });

  it('is not asked for, nor taken in, after it was called off', () => {
    const cancelled = message(ContentProcessingCompleted, {
      contentId,
      userId: null,
      processingType: 'text-extraction',
      processingDuration: 0,
      timestamp,
      status: 'failed',
      reason: { code: 'CONTENT.CANCELLED', detail: 'Its workflow was cancelled.' },
    });
    given(content())
      .when((it) => it.fail({ code: 'CONTENT.CANCELLED', detail: 'Its workflow was cancelled.' }, 0, now))
      .then(cancelled);
    given(content(), cancelled)
      .when((it) => it.request('docs/a.md', 'upload', undefined, now))
      .thenNothing();
    given(content(), cancelled)
      .when((it) => it.upload(upload, now))
      .thenRefused('CONTENT.ALREADY_UPLOADED');
  });

  it('stays as it ended', () => {
    given(content(), uploaded, started, failed)
      .when((it) => it.fail({ code: 'CORRUPT_FILE', detail: 'Later.' }, 1, now))
      .thenNothing();
  });
});
