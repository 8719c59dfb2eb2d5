import {
  FileDownloadCompleted,
  FileDownloadFailed,
  FileDownloadRequested,
  ImageDownloadCompleted,
  ImageDownloadFailed,
  ImageDownloadRequested,
  message,
} from '@edda/event-schemas';
import { given } from '@edda/event-store/testing';
import { describe, expect, it } from '@jest/globals';
import { downloadFailure, isRetryable } from './download-failures.js';
import { Download, type DownloadResult } from './download.js';

const downloadId = '0190a000-0000-7000-8000-000000000001';
const now = new Date('2026-01-02T03:04:05.000Z');
const later = new Date('2026-01-02T03:04:07.500Z');
const timestamp = now.toISOString();
const url = 'https://example.org/relay.png';
const download = () => new Download(downloadId);
const image = message(ImageDownloadRequested, { downloadId, imageUrl: url, userId: 'u1', timestamp });
const file = message(FileDownloadRequested, { downloadId, fileUrl: url, fileName: 'a.bin', userId: null, timestamp });
const facts = {
  filePath: 'blob:downloads/1',
  fileName: 'relay.png',
  fileSize: 7,
  mimeType: 'image/png',
  sha256: 'a'.repeat(64),
  scan: 'clean' as const,
};
const result: DownloadResult = { ...facts, image: { width: 4, height: 3, optimised: true } };
const ended = { downloadTime: 2500, timestamp: later.toISOString() };

describe('a download', () => {
  it('is requested once, as an image or a file', () => {
    const asked = (kind: 'image' | 'file') => ({ url, kind, userId: 'u1' });
    given(download())
      .when((it) => it.request(asked('image'), now))
      .then(image);
    given(download())
      .when((it) => it.request({ ...asked('file'), fileName: 'a.bin', userId: null }, now))
      .then(file);
    given(download(), image)
      .when((it) => it.request(asked('image'), later))
      .thenNothing();
  });

  it('tells what an image came to, and how long it took', () => {
    given(download(), image)
      .when((it) => it.complete(result, later))
      .then(message(ImageDownloadCompleted, { downloadId, imageUrl: url, ...facts, ...result.image!, ...ended }));
  });

  it('tells what a file came to', () => {
    given(download(), file)
      .when((it) => it.complete({ ...result, image: null }, later))
      .then(message(FileDownloadCompleted, { downloadId, fileUrl: url, ...facts, ...ended }));
  });

  it('fails with the reason, and says whether it is worth another try', () => {
    const error = { code: 'DOWNLOAD.SOURCE_UNAVAILABLE', detail: 'It answered with status 503.' };
    given(download(), image)
      .when((it) => it.fail(error, later))
      .then(
        message(ImageDownloadFailed, {
          downloadId,
          imageUrl: url,
          error,
          retryable: true,
          timestamp: later.toISOString(),
        }),
      );
  });

  it('is told as failed when it is cancelled', () => {
    const error = { code: 'DOWNLOAD.CANCELLED', detail: 'Not needed.' };
    given(download(), file)
      .when((it) => it.cancel('Not needed.', later))
      .then(
        message(FileDownloadFailed, {
          downloadId,
          fileUrl: url,
          error,
          retryable: true,
          timestamp: later.toISOString(),
        }),
      );
  });

  it('stays as it ended', () => {
    const error = { code: 'DOWNLOAD.INFECTED', detail: 'Found.' };
    const failed = message(FileDownloadFailed, { downloadId, fileUrl: url, error, retryable: false, timestamp });
    given(download(), file, failed)
      .when((it) => it.complete(result, later))
      .thenNothing();
    given(download(), file, failed)
      .when((it) => it.cancel('Late.', later))
      .thenNothing();
  });
});

describe('a failure of a download', () => {
  it('is worth another try exactly when its step is', () => {
    for (const code of ['DOWNLOAD.SOURCE_UNAVAILABLE', 'DOWNLOAD.INFECTED', 'DOWNLOAD.TOO_LARGE'] as const) {
      expect([code, isRetryable(code)]).toEqual([code, downloadFailure(code, '').retryable]);
    }
    expect(isRetryable('SAGA.CODE_FAILED')).toBe(false);
  });
});
