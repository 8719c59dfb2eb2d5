import { ExtractionError } from '../extraction-error.js';

/** The bytes are of a kind that is not read. */
export class UnsupportedTypeError extends ExtractionError {
  constructor(kind: string, mimeType: string, advice = 'Supported are txt, md, html, pdf and docx.') {
    super('UNSUPPORTED_TYPE', `The file is ${kind} (${mimeType}). ${advice}`, { mimeType });
  }
}
