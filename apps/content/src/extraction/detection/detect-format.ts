import { decodeText } from '../encoding/decode-text.js';
import { declaredCharset } from '../encoding/declared-charset.js';
import { guessUtf16 } from '../encoding/guess-utf16.js';
import { ExtractionError } from '../extraction-error.js';
import type { ExtractionInput } from '../extraction-input.js';
import { EXTRACTION_LIMITS } from '../extraction-limits.js';
import type { DetectedFormat, DocumentFormat } from './document-format.js';
import { fileExtension } from './file-extension.js';
import { looksBinary } from './looks-binary.js';
import { nameBinaryType } from './name-binary-type.js';
import { readZipDirectory } from './read-zip-directory.js';
import { sniffTextFormat } from './sniff-text-format.js';
import { UnsupportedTypeError } from './unsupported-type-error.js';

const MIME_TYPES: Record<DocumentFormat, string> = {
  text: 'text/plain',
  markdown: 'text/markdown',
  html: 'text/html',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};
/** Formats that are text to the eye of a byte counter, but whose text is not for reading. */
const UNREADABLE_TEXT: readonly [start: RegExp, mimeType: string, name: string][] = [
  [/^\{\\rtf/, 'application/rtf', 'RTF'],
  [/^%!PS/, 'application/postscript', 'PostScript'],
  [/^\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*|<!doctype svg[^>]*>\s*)*<svg[\s>]/i, 'image/svg+xml', 'an SVG image'],
];

/**
 * Finds out what the bytes are, by their content first; name and declared type only break ties between text formats.
 *
 * @throws ExtractionError `ENCRYPTED`, `TOO_LARGE`, `CORRUPT_FILE`, or `UNSUPPORTED_TYPE` as an {@link UnsupportedTypeError}
 */
export async function detectFormat(input: ExtractionInput): Promise<DetectedFormat> {
  const { bytes, fileName } = input;
  if (startsWith(bytes, '%PDF-')) return binary('pdf');
  if (startsWith(bytes, 'PK\u0003\u0004')) return detectZip(bytes, fileName);
  if (startsWith(bytes, '\u00d0\u00cf\u0011\u00e0')) throw compoundFileError(bytes);
  if (!guessUtf16(bytes) && !hasUtf16Or32Mark(bytes) && looksBinary(bytes)) {
    // Readers of PDF accept rubbish before the header; a text that merely mentions it is not binary.
    if (latin1(bytes.subarray(0, 1024)).includes('%PDF-')) return binary('pdf');
    const extension = fileExtension(fileName);
    if (extension === 'pdf' || extension === 'docx') {
      const detail = `The file is named .${extension} but its content is no ${extension} document.`;
      throw new ExtractionError('CORRUPT_FILE', detail, { mimeType: MIME_TYPES[extension] });
    }
    throw await nameBinaryType(bytes);
  }
  return detectText(input);
}

function detectText({ bytes, fileName, declaredMimeType }: ExtractionInput): DetectedFormat {
  const { text, encoding, lossy } = decodeText(bytes, declaredCharset(bytes, declaredMimeType));
  for (const [start, mimeType, name] of UNREADABLE_TEXT) {
    if (start.test(text.slice(0, 4096))) throw new UnsupportedTypeError(name, mimeType);
  }
  const format = sniffTextFormat(text, fileName, declaredMimeType);
  const warnings = lossy ? [`Some bytes are not valid in ${encoding}; they are shown as U+FFFD.`] : [];
  return { format, mimeType: MIME_TYPES[format], text, warnings };
}

async function detectZip(bytes: Uint8Array, fileName: string): Promise<DetectedFormat> {
  const { zipEntries, unpackedBytes } = EXTRACTION_LIMITS;
  const mimeType = MIME_TYPES.docx;
  let directory;
  try {
    directory = await readZipDirectory(bytes, zipEntries + 1);
  } catch (error) {
    if (fileExtension(fileName) !== 'docx') throw new UnsupportedTypeError('a damaged zip archive', 'application/zip');
    throw new ExtractionError('CORRUPT_FILE', 'The docx container cannot be read: its zip directory is damaged.', {
      cause: error,
      mimeType,
    });
  }
  if (!directory.names.has('word/document.xml')) throw await nameBinaryType(bytes);
  if (directory.encrypted) {
    const detail = 'The docx container is encrypted. Save it without a password and try again.';
    throw new ExtractionError('ENCRYPTED', detail, { mimeType });
  }
  if (directory.entryCount > zipEntries) {
    const detail = `The docx container holds ${directory.entryCount} entries; at most ${zipEntries} are read.`;
    throw new ExtractionError('TOO_LARGE', detail, { mimeType });
  }
  if (directory.unpackedBytes > unpackedBytes) {
    const detail = `The docx container unpacks to ${directory.unpackedBytes} bytes; at most ${unpackedBytes} are read.`;
    throw new ExtractionError('TOO_LARGE', detail, { mimeType });
  }
  return binary('docx');
}

/** The container of Office before 2007; Office also wraps password-protected docx files in one. */
function compoundFileError(bytes: Uint8Array): ExtractionError {
  const directoryName = [...'EncryptedPackage'].join('\0');
  if (latin1(bytes).includes(directoryName)) {
    const detail = 'The Office document is encrypted. Save it without a password and try again.';
    return new ExtractionError('ENCRYPTED', detail, { mimeType: 'application/x-cfb' });
  }
  return new UnsupportedTypeError('a document of Office before 2007', 'application/x-cfb', 'Save it as docx.');
}

function binary(format: 'pdf' | 'docx'): DetectedFormat {
  return { format, mimeType: MIME_TYPES[format], warnings: [] };
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return latin1(bytes.subarray(0, text.length)) === text;
}

function hasUtf16Or32Mark(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes;
  return (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || (a === 0 && b === 0 && c === 0xfe && d === 0xff);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
