import { CancelImport } from '../content/cancel-import.js';
import { ContentCommandRejected } from '../content/content-command-rejected.js';
import { ContentProcessingCompleted } from '../content/content-processing-completed.js';
import { ContentProcessingStarted } from '../content/content-processing-started.js';
import { ContentRequested } from '../content/content-requested.js';
import { ContentUploaded } from '../content/content-uploaded.js';
import { FileDownloadCompleted } from '../content/file-download-completed.js';
import { FileDownloadFailed } from '../content/file-download-failed.js';
import { FileDownloadRequested } from '../content/file-download-requested.js';
import { ImageDownloadCompleted } from '../content/image-download-completed.js';
import { ImageDownloadFailed } from '../content/image-download-failed.js';
import { ImageDownloadRequested } from '../content/image-download-requested.js';
import { ImportContent } from '../content/import-content.js';
import { message } from '../new-message.js';
import { at, BYTES_SHA256, CONTENT_ID, FILE_DOWNLOAD_ID, IMAGE_DOWNLOAD_ID, SOURCE, TEXT_SHA256 } from './ids.js';

const processingOptions = {
  extractText: true,
  analyzeSentiment: false,
  extractEntities: false,
  generateSummary: false,
};

export const contentExamples = [
  message(ImportContent, { contentId: CONTENT_ID, source: SOURCE, origin: 'upload' }),
  message(CancelImport, { contentId: CONTENT_ID, reason: 'The workflow was cancelled.' }),
  message(ContentRequested, { contentId: CONTENT_ID, source: SOURCE, origin: 'upload', timestamp: at(1) }),
  message(ContentUploaded, {
    contentId: CONTENT_ID,
    userId: null,
    contentType: 'text',
    source: SOURCE,
    fileName: 'delivery.md',
    fileSize: 5312,
    mimeType: 'text/markdown',
    fileUrl: `blob:originals/${BYTES_SHA256}`,
    sha256: BYTES_SHA256,
    metadata: { tags: [] },
    processingOptions,
    timestamp: at(2),
  }),
  message(ContentProcessingStarted, { contentId: CONTENT_ID, processingOptions, timestamp: at(3) }),
  message(ContentProcessingCompleted, {
    contentId: CONTENT_ID,
    userId: null,
    processingType: 'text-extraction',
    status: 'success',
    results: {
      extractedText: {
        url: `/api/v1/contents/${CONTENT_ID}/text`,
        sha256: TEXT_SHA256,
        length: 5120,
        excerpt: 'Delivery. A message leaves the service only through the log.',
      },
      title: 'Delivery',
      language: 'en',
      keywords: ['log', 'relay', 'inbox'],
      sentenceCount: 61,
    },
    sha256: BYTES_SHA256,
    processingDuration: 84,
    timestamp: at(4),
  }),
  message(ContentCommandRejected, {
    commandId: CONTENT_ID,
    commandType: 'ImportContent',
    code: 'MESSAGE.INVALID',
    detail: 'The data of ImportContent 1.0.0 does not fit its schema: url must be a URL address, it is "ftp:/x".',
  }),
  message(ImageDownloadRequested, {
    downloadId: IMAGE_DOWNLOAD_ID,
    imageUrl: 'https://example.org/plans/relay.png',
    metadata: { caption: 'The relay' },
    userId: null,
    timestamp: at(5),
  }),
  message(ImageDownloadCompleted, {
    downloadId: IMAGE_DOWNLOAD_ID,
    imageUrl: 'https://example.org/plans/relay.png',
    filePath: `blob:downloads/${BYTES_SHA256}`,
    fileName: 'relay.png',
    fileSize: 48213,
    mimeType: 'image/png',
    sha256: BYTES_SHA256,
    scan: 'clean',
    width: 1600,
    height: 900,
    optimised: true,
    downloadTime: 912,
    timestamp: at(6),
  }),
  message(ImageDownloadFailed, {
    downloadId: IMAGE_DOWNLOAD_ID,
    imageUrl: 'https://example.org/plans/relay.png',
    error: { code: 'DOWNLOAD.SOURCE_UNAVAILABLE', detail: 'example.org answered with status 503.' },
    retryable: true,
    timestamp: at(6),
  }),
  message(FileDownloadRequested, {
    downloadId: FILE_DOWNLOAD_ID,
    fileUrl: 'https://example.org/measurements.csv',
    fileName: 'measurements-2026.csv',
    userId: null,
    timestamp: at(5),
  }),
  message(FileDownloadCompleted, {
    downloadId: FILE_DOWNLOAD_ID,
    fileUrl: 'https://example.org/measurements.csv',
    filePath: `blob:downloads/${BYTES_SHA256}`,
    fileName: 'measurements-2026.csv',
    fileSize: 73400320,
    mimeType: 'text/csv',
    sha256: BYTES_SHA256,
    scan: 'not-scanned',
    downloadTime: 10431,
    timestamp: at(15),
  }),
  message(FileDownloadFailed, {
    downloadId: FILE_DOWNLOAD_ID,
    fileUrl: 'https://example.org/measurements.csv',
    error: { code: 'DOWNLOAD.CANCELLED', detail: 'Cancelled by u1: not needed any more.' },
    retryable: true,
    timestamp: at(9),
  }),
];
