import { createHash } from 'node:crypto';
import { describeError } from './describe-error.js';
import { detectFormat } from './detection/detect-format.js';
import type { DetectedFormat } from './detection/document-format.js';
import { detectLanguage } from './detect-language.js';
import type { ExtractedDocument } from './extracted-document.js';
import { ExtractionError } from './extraction-error.js';
import type { ExtractionInput } from './extraction-input.js';
import { EXTRACTION_LIMITS } from './extraction-limits.js';
import type { ExtractionReason } from './extraction-reason.js';
import type { ExtractionResult } from './extraction-result.js';
import { failedExtraction } from './failed-extraction.js';
import { readPlainText } from './formats/read-plain-text.js';
import { extractKeywords } from './keywords/extract-keywords.js';
import { normaliseText } from './normalise-text.js';
import { splitSentences } from './sentences/split-sentences.js';
import { chooseTitle } from './choose-title.js';

/**
 * Reads a document: what it is, its normalised text, sentences, language and keywords. Runs in the calling process and has no
 * deadline; strange documents belong in an `ExtractionPool`.
 *
 * @returns always a result; a document that cannot be read is a failed one with a reason. Throws only on defects of its own.
 */
export async function extractText(input: ExtractionInput): Promise<ExtractionResult> {
  let detected: DetectedFormat | undefined;
  try {
    checkSize(input);
    detected = await detectFormat(input);
    const document = await readFormat(detected, input);
    return await describe(document, detected, input.fileName);
  } catch (error) {
    return failedExtraction(input.fileName, reasonOf(error), detected?.mimeType ?? mimeTypeOf(error));
  }
}

function checkSize({ bytes }: ExtractionInput): void {
  if (bytes.length === 0) throw new ExtractionError('EMPTY_FILE', 'The file has no bytes.');
  const { inputBytes } = EXTRACTION_LIMITS;
  if (bytes.length > inputBytes) {
    throw new ExtractionError('TOO_LARGE', `The file has ${bytes.length} bytes; at most ${inputBytes} are read.`);
  }
}

/** The readers of HTML, pdf and docx are loaded when first needed: a process that reads plain text stays small. */
async function readFormat({ format, text = '' }: DetectedFormat, input: ExtractionInput): Promise<ExtractedDocument> {
  switch (format) {
    case 'text':
      return readPlainText(text, input.fileName);
    case 'markdown':
      return (await import('./formats/read-markdown.js')).readMarkdown(text);
    case 'html':
      return (await import('./formats/read-html.js')).readHtml(text);
    case 'pdf':
      return (await import('./formats/read-pdf.js')).readPdf(input.bytes);
    case 'docx':
      return (await import('./formats/read-docx.js')).readDocx(input.bytes);
  }
}

async function describe(
  document: ExtractedDocument,
  detected: DetectedFormat,
  fileName: string,
): Promise<ExtractionResult> {
  const text = normaliseText(document.text);
  if (!/\S/.test(text)) {
    throw new ExtractionError('NO_TEXT', 'The document was read but holds no text.');
  }
  const { textLength } = EXTRACTION_LIMITS;
  if (text.length > textLength) {
    throw new ExtractionError('TOO_LARGE', `The text has ${text.length} characters; at most ${textLength} are kept.`);
  }
  const sentences = splitSentences(text, document.layout);
  const language = await detectLanguage(text, sentences);
  return {
    status: document.partial ? 'partial' : 'success',
    ...(document.partial && { reason: document.partial }),
    mimeType: detected.mimeType,
    contentType: detected.format === 'pdf' || detected.format === 'docx' ? 'document' : 'text',
    title: chooseTitle(document, text, fileName),
    text,
    textSha256: createHash('sha256').update(text, 'utf8').digest('hex'),
    language,
    sentences,
    keywords: extractKeywords(text, sentences, language),
    warnings: [...detected.warnings, ...(document.warnings ?? [])],
  };
}

/** A reader that throws anything else, or overflows the stack on a nesting of thousands, met bytes it cannot make sense of. */
function reasonOf(error: unknown): ExtractionReason {
  if (error instanceof ExtractionError) return error.reason;
  if (error instanceof RangeError && /call stack/i.test(error.message)) {
    return { code: 'CORRUPT_FILE', detail: 'The elements of the document are nested too deeply to be read.' };
  }
  return { code: 'CORRUPT_FILE', detail: `The document cannot be read: ${describeError(error)}` };
}

function mimeTypeOf(error: unknown): string | undefined {
  return error instanceof ExtractionError ? error.mimeType : undefined;
}
