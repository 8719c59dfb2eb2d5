import type { ExtractionReason } from './extraction-reason.js';
import type { ExtractionResult } from './extraction-result.js';
import { titleFromFileName } from './title-from-file-name.js';

/** The result of a document that gave no text. */
export function failedExtraction(
  fileName: string,
  reason: ExtractionReason,
  mimeType = 'application/octet-stream',
): ExtractionResult {
  return {
    status: 'failed',
    reason,
    mimeType,
    contentType: mimeType.startsWith('text/') ? 'text' : 'document',
    title: titleFromFileName(fileName),
    text: '',
    textSha256: null,
    language: 'und',
    sentences: [],
    keywords: [],
    warnings: [],
  };
}
