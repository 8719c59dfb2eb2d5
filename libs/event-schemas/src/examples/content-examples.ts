import { ContentCommandRejected } from '../content/content-command-rejected.js';
import { ContentProcessingCompleted } from '../content/content-processing-completed.js';
import { ContentProcessingStarted } from '../content/content-processing-started.js';
import { ContentRequested } from '../content/content-requested.js';
import { ContentUploaded } from '../content/content-uploaded.js';
import { ImportContent } from '../content/import-content.js';
import { message } from '../new-message.js';
import { at, BYTES_SHA256, CONTENT_ID, SOURCE, TEXT_SHA256 } from './ids.js';

const processingOptions = {
  extractText: true,
  analyzeSentiment: false,
  extractEntities: false,
  generateSummary: false,
};

export const contentExamples = [
  message(ImportContent, { contentId: CONTENT_ID, source: SOURCE, origin: 'upload' }),
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
];
